using System.Globalization;
using System.Numerics;
using System.Text;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>
/// The memory of a machine, made for a test: an image with symbols, page tables, direct map, per-CPU areas, tasks. Add what a test needs, then
/// <see cref="Finish"/>; the pages go into any container.
/// </summary>
public sealed partial class ShapedKernel
{
    const ulong ImageMap = 0xffff_ffff_8000_0000, Linked = 0x100_0000, RodataAt = 0x20_0000, DataAt = 0x60_0000, ImageBytes = 0x80_0000, PageBytes = 4096;
    const int Fillers = 1_500;

    readonly List<(string Name, ulong Address, char Kind)> _symbols = [];
    readonly ulong _text;
    ulong _nextText, _nextRodata, _nextData, _nextPhysical, _nextPerCpu = 0x1000;

    public ShapedKernel(KernelShape shape, int cpus = 2)
    {
        (Shape, Cpus) = (shape, cpus);
        _text = ImageMap + Linked + (shape.Kaslr ?? 0);
        (_nextText, _nextRodata, _nextData) = (_text + 0x1000, _text + RodataAt, _text + DataAt);
        _nextPhysical = shape.Physical + ImageBytes + 0x40_0000;
        PhysBase = unchecked(shape.Physical - (_text - ImageMap));
        Symbol("_text", _text, 'T');
        Symbol("_stext", _text, 'T');
        Write(_text, new byte[PageBytes]);
        MakeTables();
        for (int i = 0; i < Fillers; i++)
            Code($"k{i % 7}_filler_function_{i}", [0xc3]);
        MakeNames();
        PerCpuAreas = Data("__per_cpu_offset", cpus * 8);
        _perCpu = [.. Enumerable.Range(0, cpus).Select(_ => Allocate(0x1_0000, 4096))];
        for (int cpu = 0; cpu < cpus; cpu++)
            Write(PerCpuAreas + (ulong)cpu * 8, unchecked(_perCpu[cpu] - PerCpuStart));
    }

    public KernelShape Shape { get; }

    public int Cpus { get; }

    public DumpWriter Dump { get; } = new();

    public ulong PhysBase { get; }

    public ulong PerCpuAreas { get; }

    public ulong Text => _text;

    /// <summary>vmcoreinfo; lines may be added before the end.</summary>
    public StringBuilder Info { get; } = new();

    readonly ulong[] _perCpu;

    ulong PerCpuStart => Shape.PerCpuFromZero ? 0 : _text + ImageBytes;

    /// <summary>Adds a symbol.</summary>
    public ulong Symbol(string name, ulong address, char kind = 'd')
    {
        _symbols.Add((name, address, kind));
        return address;
    }

    public ulong Symbol(string name) => _symbols.First(s => s.Name.Equals(name, StringComparison.Ordinal)).Address;

    /// <summary>Adds a function.</summary>
    public ulong Code(string name, ReadOnlySpan<byte> code)
    {
        ulong at = Symbol(name, _nextText, 'T');
        Write(at, code);
        _nextText += ((ulong)code.Length + 63) & ~63UL;
        return at;
    }

    /// <summary>Adds a variable of the image.</summary>
    public ulong Data(string name, int size, int align = 16)
    {
        _nextData = (_nextData + (ulong)align - 1) & ~((ulong)align - 1);
        ulong at = Symbol(name, _nextData, 'D');
        Write(at, new byte[size]);
        _nextData += (ulong)size;
        return at;
    }

    /// <summary>Takes memory, in the direct map.</summary>
    public ulong Allocate(int size, int align = 64)
    {
        _nextPhysical = (_nextPhysical + (ulong)align - 1) & ~((ulong)align - 1);
        ulong at = Shape.DirectMap + _nextPhysical;
        Write(at, new byte[size]);
        _nextPhysical += (ulong)size;
        return at;
    }

    /// <summary>Adds a per-CPU variable.</summary>
    public ulong PerCpu(string name, int size)
    {
        ulong at = Symbol(Shape.PerCpuPrefix + name, PerCpuStart + _nextPerCpu, 'A');
        _nextPerCpu += ((ulong)size + 15) & ~15UL;
        return at;
    }

    /// <summary>Address of a per-CPU variable on a CPU.</summary>
    public ulong PerCpu(ulong symbol, int cpu) => _perCpu[cpu] + symbol - PerCpuStart;

    public void Write<T>(ulong address, T value)
        where T : IBinaryInteger<T>
    {
        Span<byte> bytes = stackalloc byte[16];
        Write(address, bytes[..value.WriteLittleEndian(bytes)]);
    }

    public void Write(ulong address, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = (int)Math.Min((ulong)bytes.Length, PageBytes - address % PageBytes);
            Dump.Put(Physical(address), bytes[..count]);
            bytes = bytes[count..];
            address += (ulong)count;
        }
    }

    /// <summary>Writes a field of a struct.</summary>
    public void Set(string structure, ulong address, string field, ulong value)
    {
        (int offset, int size) = Shape.Layouts[structure][field];
        Write(address + (ulong)offset, BitConverter.GetBytes(value).AsSpan(0, Math.Min(size, 8)));
    }

    public ulong FieldAt(string structure, ulong address, string field) => address + (ulong)Shape.Layouts[structure][field].Offset;

    /// <summary>Where a virtual address lies.</summary>
    public ulong Physical(ulong address)
    {
        if (address - _text < ImageBytes)
            return address - _text + Shape.Physical;
        if (_mapped.TryGetValue(address / PageBytes, out ulong page))
            return page + address % PageBytes;
        return address - Shape.DirectMap;
    }

    /// <summary>Writes symbols, types and vmcoreinfo. Nothing may be added afterwards.</summary>
    public DumpWriter Finish()
    {
        if (Shape.Btf is { } ends)
        {
            byte[] types = ShapedBtf.Write(Shape.Layouts);
            Symbol(ends.Start, _nextRodata, 'R');
            Write(_nextRodata, types);
            Symbol(ends.End, _nextRodata + (ulong)types.Length, 'R');
            _nextRodata += ((ulong)types.Length + 4095) & ~4095UL;
        }

        Symbol("_end", _text + ImageBytes, 'B');
        ShapedKallsyms kallsyms = new(Shape, _nextRodata);
        Write(_nextRodata, kallsyms.Write(_symbols));
        WriteInfo(kallsyms.Places);
        Dump.PhysBase = PhysBase;
        Dump.VmcoreInfo = Info.ToString();
        Dump.Frames = _nextPhysical / PageBytes + 64;
        return Dump;
    }

    void MakeNames()
    {
        string banner = $"Linux version {Shape.Release} (builder@host) (gcc) #1 SMP\n";
        Symbol("linux_banner", _nextRodata, 'R');
        Write(_nextRodata, Encoding.ASCII.GetBytes(banner + "\0"));
        _nextRodata += 4096;
        ulong names = Data("init_uts_ns", 512, 32) + (ulong)Shape.NamesOffset;
        string[] texts = ["Linux", "shaped", Shape.Release, "#1 SMP", "x86_64"];
        for (int i = 0; i < texts.Length; i++)
            Write(names + (ulong)(i * 65), Encoding.ASCII.GetBytes(texts[i]));
        if (Shape.HasPageOffsetBase)
            Write(Data("page_offset_base", 8), Shape.DirectMap);
        if (Shape.EncryptionMask != 0)
            Write(Data("sme_me_mask", 8), Shape.EncryptionMask);
        Write(Data("phys_base", 8), PhysBase);
    }

    void WriteInfo(Dictionary<string, ulong> kallsyms)
    {
        Line($"OSRELEASE={Shape.Release}");
        Line("PAGESIZE=4096");
        Line($"SYMBOL(init_uts_ns)={Symbol("init_uts_ns"):x}");
        Line($"SYMBOL(swapper_pg_dir)={Symbol(Shape.TopTable):x}");
        Line($"SYMBOL(_stext)={_text:x}");
        Line(Shape.TellsPhysBase ? string.Create(CultureInfo.InvariantCulture, $"NUMBER(phys_base)={(long)PhysBase}") : $"SYMBOL(phys_base)={Symbol("phys_base"):x}");
        if (Shape.FiveLevels)
            Line("NUMBER(pgtable_l5_enabled)=1");
        if (Shape.EncryptionMask != 0)
            Line($"NUMBER(sme_mask)={Shape.EncryptionMask}");
        if (Shape.Kaslr is { } moved)
            Line($"KERNELOFFSET={moved:x}");
        foreach ((string name, ulong address) in Shape.TellsKallsyms ? kallsyms : [])
            Line($"SYMBOL({name})={address:x}");

        void Line(string line) => Info.Append(CultureInfo.InvariantCulture, $"{line}\n");
    }
}
