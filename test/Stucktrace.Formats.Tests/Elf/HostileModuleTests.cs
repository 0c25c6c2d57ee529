using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Formats.Tests.Elf;

/// <summary>Damaged, cut and crafted objects: never an exception, always within bounds, and what is damaged is said.</summary>
public sealed class HostileModuleTests
{
    [Fact]
    public void MutatedModulesAreReadAsFarAsTheyGo()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("STUCKTRACE_FUZZ_COUNT"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int asked) ? asked : 3000;
        byte[][] seeds = [.. Directory.EnumerateFiles(Shared.Folder("lab/ko"), "*.ko", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes), Whole()];
        Random random = new(20261122);
        Stopwatch slowest = new();
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = Mutate(seeds[random.Next(seeds.Length)], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            slowest.Restart();
            int reports = ReadAll(bytes);
            Assert.True(slowest.ElapsedMilliseconds < 5000, $"file {i} took {slowest.ElapsedMilliseconds} ms");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64L << 20, $"file {i} took {GC.GetAllocatedBytesForCurrentThread() - before} bytes");
            Assert.True(reports < 500, $"file {i} gave {reports} diagnostics");
        }
    }

    /// <summary>Changes headers more often than anything else: that is where damage goes far.</summary>
    static byte[] Mutate(byte[] seed, Random random)
    {
        byte[] bytes = [.. seed];
        long table = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(40));
        ulong[] values = [0, 1, 2, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x7fff_ffff_ffff_ffff, ulong.MaxValue, (ulong)bytes.Length, (ulong)bytes.Length - 1, 64];
        for (int i = random.Next(1, 12); i > 0; i--)
        {
            int at = random.Next(4) switch
            {
                0 => random.Next(16, 64),
                1 => (int)Math.Clamp(table + random.Next(Math.Max(1, bytes.Length - (int)table)), 0, bytes.Length - 1),
                _ => random.Next(bytes.Length),
            };
            ulong value = values[random.Next(values.Length)];
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 when at + 8 <= bytes.Length:
                    BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at & ~7), value);
                    break;
                case 2 when at + 4 <= bytes.Length:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at & ~3), (uint)value);
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    static int ReadAll(byte[] bytes)
    {
        int reports = 0;
        ModuleFile? module = ModuleFile.Read(bytes, "x.ko", _ => reports++);
        SymbolFile? symbols = SymbolFile.Read(bytes, "x.ko", _ => reports++);
        _ = symbols?.Symbols?.Count + symbols?.Types?.Count;
        _ = symbols?.IsGplOnly("x");
        if (module is null)
            return reports;
        foreach (ElfSection section in module.Elf.Sections)
        {
            _ = module.Elf.Contents(section).Length;
            foreach (ElfRelocation relocation in module.Elf.RelocationsOf(section))
                _ = module.Elf.TargetOf(relocation);
        }

        _ = (module.Name, module.Info.License, module.Imports.Length, module.Exports.Length, module.Parameters.Length, module.PatchSites.Bugs.Length, module.Signature, module.BuildId,
            module.Compilers.Length, module.IsStripped, module.KernelRelease, module.ThisModule, module.Versions.Length);
        if (Btf.Read(module.Elf.Contents(".BTF"), _ => { }) is { } types)
            LookAt(types);
        return reports;
    }

    static void LookAt(Btf types)
    {
        for (int id = 0; id <= types.Count; id++)
        {
            _ = (types.NameOf(id), types.SizeOf(id), types.MembersOf(id).Length);
            _ = types.MemberPath(id, 8, 8);
        }

        _ = types.StructsWith("list_head", 0).Count();
        _ = types.FindFunction("f");
    }

    /// <summary>An object with everything that kernels write into one, and types.</summary>
    static byte[] Whole()
    {
        ElfBuilder file = new();
        int text = file.Add(".text", new byte[256], flags: 6);
        int info = file.Add(".modinfo", "license=GPL\0vermagic=6.1.0 SMP mod_unload \0parmtype=x:int\0parm=x:what\0"u8.ToArray());
        int strings = file.Add("__ksymtab_strings", "f\0g\0\0"u8.ToArray());
        int exports = file.Add("__ksymtab", new byte[24]);
        int table = file.Add("__jump_table", new byte[16]);
        int faults = file.Add("__ex_table", new byte[24]);
        int alternatives = file.Add(".altinstructions", new byte[24]);
        int module = file.Add(".gnu.linkonce.this_module", new byte[0x380]);
        file.Add(".BTF", BtfBuilder.Build());
        file.Add("__versions", new byte[128]);
        int start = file.Symbol("init_module", text, 16, 0x12), name = file.Symbol("s", strings, 0, 3), import = file.Symbol("printk", 0);
        file.Relocate(text, (1, 4, import, -4));
        file.Relocate(exports, (0, 2, start, 0), (4, 2, name, 0), (8, 2, name, 4), (12, 2, start, 0), (16, 2, name, 2), (20, 2, name, 4));
        file.Relocate(table, (0, 2, start, 0), (4, 2, start, 4), (8, 24, import, 8));
        file.Relocate(faults, (0, 2, start, 0), (4, 2, start, 4), (12, 2, start, 12), (16, 2, start, 16));
        file.Relocate(alternatives, (0, 2, start, 0), (4, 2, start, 4), (12, 2, start, 12), (16, 2, start, 16));
        file.Relocate(module, (0x138, 1, start, 0));
        _ = info;
        return file.Build();
    }

    [Fact]
    public void TheWholeObjectIsUnderstood()
    {
        ModuleFile module = ModuleFile.Read(Whole(), "a-b.ko", d => Assert.Fail(d.Id))!;
        Assert.Equal(("a_b", "GPL", "6.1.0"), (module.Name, module.Info.License, module.KernelRelease));
        Assert.Equal(["f", "g"], module.Exports.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal(new SectionOffset(1, 16), module.ThisModule!.Init);
        Assert.Equal(2, module.PatchSites.Exceptions.Length);
        Assert.Equal(2, module.PatchSites.Alternatives.Length);
        Assert.Equal(("x", "int", "what"), (module.Parameters[0].Name, module.Parameters[0].Type, module.Parameters[0].Description));
    }

    [Fact]
    public void CraftedObjectsAreBoundedAndSaidToBeDamaged()
    {
        byte[] whole = Whole();
        Assert.Contains("ELF0104", Ids(Patch(whole, 60, 0xffff, 2)));
        Assert.Contains("ELF0103", Ids(Patch(whole, 40, ulong.MaxValue, 8)));
        Assert.Contains("ELF0106", Ids(Patch(whole, 62, 0xfffe, 2)));
        int headers = (int)BinaryPrimitives.ReadInt64LittleEndian(whole.AsSpan(40));
        Assert.Contains("ELF0108", Ids(Patch(whole, headers + 64 + 24, 0x7fff_ffff, 8)));
        Assert.Contains("ELF0108", Ids(Patch(whole, headers + 64 + 32, ulong.MaxValue, 8)));
        Assert.Equal(["ELF0101"], Ids("MZ"u8.ToArray()));
        Assert.Equal(["ELF0109"], Ids(Patch(whole, 16, 2, 2)));

        // A relocation table that applies to itself, and a thousand tables for one section.
        ElfBuilder file = new();
        int text = file.Add(".text", new byte[64], flags: 6);
        file.Add(".rela.self", new byte[48], ElfSectionType.Rela, 0, 0, 2);
        for (int i = 0; i < 1000; i++)
            file.Add(".rela.text", new byte[2400], ElfSectionType.Rela, 0, 0, (uint)text);
        Assert.Contains("ELF0302", Ids(file.Build()));

        // Ten thousand symbols whose names are one endless string.
        file = new ElfBuilder();
        for (int i = 0; i < 10_000; i++)
            file.Symbol(i == 0 ? new string('a', 30_000) : string.Empty, 1);
        byte[] bytes = file.Build();
        int table = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(40));
        int symbols = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(table + 2 * 64 + 24));
        for (int i = 1; i < 10_000; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(symbols + i * 24), i);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("ELF0107", Ids(bytes));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20);
    }

    static byte[] Patch(byte[] bytes, int at, ulong value, int width)
    {
        byte[] patched = [.. bytes];
        Span<byte> raw = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(raw, value);
        raw[..width].CopyTo(patched.AsSpan(at));
        return patched;
    }

    static List<string> Ids(byte[] bytes)
    {
        List<string> ids = [];
        if (ModuleFile.Read(bytes, "x.ko", d => ids.Add(d.Id)) is { } module)
        {
            foreach (ElfSection section in module.Elf.Sections)
                _ = module.Elf.RelocationsOf(section);
            _ = (module.Imports.Length, module.PatchSites);
        }

        return ids;
    }

    [Fact]
    public void EveryLimitHoldsOnBothSides()
    {
        byte[] whole = Whole();
        int sections = ElfFile.Read(whole, d => Assert.Fail(d.Id))!.Sections.Length, symbols = ElfFile.Read(whole, d => Assert.Fail(d.Id))!.Symbols.Length;
        Both(new ReadLimits { MaxElfSections = sections }, new ReadLimits { MaxElfSections = sections - 1 }, "ELF0105", l => Load(whole, l));
        Both(new ReadLimits { MaxElfSymbols = symbols }, new ReadLimits { MaxElfSymbols = symbols - 1 }, "ELF0202", l => Load(whole, l));
        Both(new ReadLimits { MaxModuleInfoEntries = 4 }, new ReadLimits { MaxModuleInfoEntries = 3 }, "ELF0403", l => Load(whole, l));
        byte[] map = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 10).Select(i => $"ffffffff8100000{i} T name{i}\n")));
        Both(new ReadLimits { MaxElfSymbols = 10 }, new ReadLimits { MaxElfSymbols = 9 }, "ELF0602", l => Map(map, l));
        byte[] types = BtfBuilder.Build();
        int count = Btf.Read(types, d => Assert.Fail(d.Id))!.Count - 1;
        Both(new ReadLimits { MaxTypes = count }, new ReadLimits { MaxTypes = count - 1 }, "ELF0504", l => Types(types, l));
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, whole);
            Both(new ReadLimits { MaxObjectBytes = whole.Length }, new ReadLimits { MaxObjectBytes = whole.Length - 1 }, "ELF0110", l => Open(path, l));
        }
        finally
        {
            File.Delete(path);
        }

        // Names are cut off without a word: nothing in a kernel is as long.
        ElfFile named = ElfFile.Read(whole, _ => { }, new ReadLimits { MaxSymbolNameBytes = 6 })!;
        Assert.Contains(named.Symbols, s => s.Name == "printk");
        Assert.Contains(named.Symbols, s => s.Name == "init_m");
    }

    static void Both(ReadLimits enough, ReadLimits little, string id, Func<ReadLimits, List<string>> read)
    {
        Assert.DoesNotContain(id, read(enough));
        Assert.Contains(id, read(little));
    }

    static List<string> Load(byte[] bytes, ReadLimits limits)
    {
        List<string> ids = [];
        ModuleFile module = ModuleFile.Read(bytes, "x.ko", d => ids.Add(d.Id), limits)!;
        _ = (module.Info, module.Elf.Symbols.Length);
        return ids;
    }

    static List<string> Map(byte[] bytes, ReadLimits limits)
    {
        List<string> ids = [];
        _ = SymbolFile.Read(bytes, "System.map", d => ids.Add(d.Id), limits)!.Symbols!.Count;
        return ids;
    }

    static List<string> Types(byte[] bytes, ReadLimits limits)
    {
        List<string> ids = [];
        _ = Btf.Read(bytes, d => ids.Add(d.Id), null, limits);
        return ids;
    }

    static List<string> Open(string path, ReadLimits limits)
    {
        List<string> ids = [];
        _ = ModuleFile.Open(path, d => ids.Add(d.Id), limits);
        return ids;
    }
}
