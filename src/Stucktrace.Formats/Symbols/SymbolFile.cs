using System.Text;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.IO;

namespace Stucktrace.Formats.Symbols;

/// <summary>A file that tells about a kernel: System.map, vmlinux, vmlinuz, raw BTF. What it is is seen by its content.</summary>
public sealed class SymbolFile
{
    readonly Lazy<SymbolTable?> _symbols;
    readonly Lazy<Btf?> _types;
    readonly Lazy<Dictionary<string, KernelExport>?> _exports;

    SymbolFile(string path, Func<SymbolTable?> symbols, Func<Btf?> types)
    {
        Path = path;
        _symbols = new(symbols);
        _types = new(types);
        _exports = new(() => Elf is null ? null : KernelExports.Read(Elf));
    }

    /// <summary>Path that it was read from.</summary>
    public string Path { get; }

    /// <summary>The kernel's image as an ELF file, where the file has it.</summary>
    public ElfFile? Elf { get; private init; }

    /// <summary>Release of the kernel, such as <c>6.1.0-56-amd64</c>, or null when the file does not tell.</summary>
    public string? Release { get; private init; }

    /// <summary>Symbols, or null when the file has none.</summary>
    public SymbolTable? Symbols => _symbols.Value;

    /// <summary>Types, or null when the file has none.</summary>
    public Btf? Types => _types.Value;

    /// <summary>
    /// True when the kernel exports a symbol to GPL-compatible modules only, false when it exports it to all, null when it does not export it or when
    /// the file does not tell.
    /// </summary>
    /// <param name="name">Name of the symbol.</param>
    public bool? IsGplOnly(string name) =>
        _exports.Value is { Count: > 0 } exports ? exports.TryGetValue(name, out KernelExport export) ? export.IsGplOnly : null : Symbols?.IsGplOnly(name);

    /// <summary>The CRC that modules state for a symbol that they import; null when the file does not tell.</summary>
    /// <param name="name">Name of the symbol.</param>
    public uint? ExportCrc(string name) => _exports.Value is { } exports && exports.TryGetValue(name, out KernelExport export) ? export.Crc : null;

    /// <summary>Reads a file, unpacking .gz, .xz and .zst.</summary>
    /// <param name="path">Path.</param>
    /// <param name="report">Is told what is damaged.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    /// <returns>Null when it can't be read or tells nothing about a kernel.</returns>
    public static SymbolFile? Open(string path, Action<InputDiagnostic> report, ReadLimits? limits = null) =>
        ObjectBytes.Load(path, limits ?? ReadLimits.Default, report) is { } bytes ? Read(bytes, path, report, limits) : null;

    /// <summary>Reads the unpacked bytes of a file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="path">Path, for messages.</param>
    /// <param name="report">Is told what is damaged.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    public static SymbolFile? Read(ReadOnlyMemory<byte> bytes, string path, Action<InputDiagnostic> report, ReadLimits? limits = null)
    {
        ReadLimits bounds = limits ?? ReadLimits.Default;
        if (bytes.Span.StartsWith("\u007fELF"u8))
            return ReadElf(bytes, path, null, report, bounds);
        if (KernelImage.IsOne(bytes.Span))
            return KernelImage.Unpack(bytes, report, bounds) is { } vmlinux ? ReadElf(vmlinux, path, KernelImage.Release(bytes.Span), report, bounds) : null;
        if (bytes.Length > 2 && bytes.Span[0] == 0x9f && bytes.Span[1] == 0xeb)
            return new SymbolFile(path, () => null, () => Btf.Read(bytes, report, null, bounds));
        if (ContentSniffer.KindOf(bytes.Span[..Math.Min(bytes.Length, ContentSniffer.SampleSize)]) == InputKind.Symbols)
            return new SymbolFile(path, () => SymbolMapReader.Read(bytes.Span, report, bounds), () => null);
        report(new InputDiagnostic("ELF0603", Message.Of("elf.0603")));
        return null;
    }

    /// <summary>The types of the running kernel, when its release is the one asked for.</summary>
    /// <param name="release">Release that a module was built for.</param>
    /// <param name="report">Is told what is damaged.</param>
    public static Btf? RunningKernelTypes(string release, Action<InputDiagnostic> report)
    {
        const string Carried = "/sys/kernel/btf/vmlinux", Running = "/proc/sys/kernel/osrelease";
        try
        {
            if (!File.Exists(Carried) || !File.ReadAllText(Running).Trim().Equals(release, StringComparison.Ordinal))
                return null;
            return Btf.Read(File.ReadAllBytes(Carried), report);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static SymbolFile? ReadElf(ReadOnlyMemory<byte> bytes, string path, string? release, Action<InputDiagnostic> report, ReadLimits limits)
    {
        if (ElfFile.Read(bytes, report, limits) is not { } elf)
            return null;
        return new SymbolFile(
            path,
            () => elf.Symbols.Length > 1 ? FromElf(elf) : Kallsyms.Read(bytes.Span, limits, offset => AddressOf(elf, offset)),
            () => elf.Contents(".BTF") is { IsEmpty: false } types ? Btf.Read(types, report, null, limits) : null)
        { Elf = elf, Release = release ?? Banner(elf) };
    }

    static SymbolTable FromElf(ElfFile elf)
    {
        List<KernelSymbol> symbols = new(elf.Symbols.Length);
        foreach (ElfSymbol symbol in elf.Symbols)
        {
            if (symbol.SectionIndex == 0 || symbol.Name.Length == 0 || symbol.Type is ElfSymbolType.Section or ElfSymbolType.File)
                continue;
            bool code = elf.SectionAt(symbol.SectionIndex) is { IsCode: true };
            char kind = symbol.SectionIndex == ElfSymbol.Absolute ? 'a' : code ? 't' : 'd';
            symbols.Add(new KernelSymbol(symbol.Value, symbol.Binding == ElfBinding.Local ? kind : char.ToUpperInvariant(kind), symbol.Name));
        }

        return new SymbolTable(symbols);
    }

    /// <summary>Where a byte of the file is loaded.</summary>
    static ulong? AddressOf(ElfFile elf, int offset)
    {
        foreach (ElfSection section in elf.Sections)
        {
            if (section.Address != 0 && section.Offset <= offset && offset - section.Offset < section.Size)
                return section.Address + (ulong)(offset - section.Offset);
        }

        return null;
    }

    /// <summary>The release stands in linux_banner: "Linux version RELEASE (builder…".</summary>
    static string? Banner(ElfFile elf)
    {
        ReadOnlySpan<byte> bytes = elf.Contents(".rodata").Span;
        int at = bytes.IndexOf("Linux version "u8);
        if (at < 0)
            return null;
        bytes = bytes[(at + "Linux version ".Length)..];
        int end = bytes[..Math.Min(128, bytes.Length)].IndexOf((byte)' ');
        return end > 0 ? Encoding.UTF8.GetString(bytes[..end]) : null;
    }
}
