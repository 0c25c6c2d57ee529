using System.Collections.Immutable;
using Stucktrace.Formats.Elf.Tables;

namespace Stucktrace.Formats.Elf;

/// <summary>
/// A kernel module (.ko) as the kernel's own loader sees it. Each part is read when it is first asked for; a damaged part is reported and what can
/// be used of it is used.
/// </summary>
public sealed class ModuleFile
{
    readonly Lazy<ModuleInfo> _info;
    readonly Lazy<ThisModule?> _thisModule;
    readonly Lazy<ImmutableArray<SymbolVersion>> _versions;
    readonly Lazy<ImmutableArray<ImportedSymbol>> _imports;
    readonly Lazy<ImmutableArray<ExportedSymbol>> _exports;
    readonly Lazy<ImmutableArray<ModuleParameter>> _parameters;
    readonly Lazy<PatchSites> _patchSites;
    readonly Lazy<SignatureTrailer?> _signature;
    readonly Lazy<bool> _stripped;

    ModuleFile(ElfFile elf, string path, Action<InputDiagnostic> report, ReadLimits limits)
    {
        (Elf, Path) = (elf, path);
        _info = new(() => ModuleInfoReader.Read(elf, report, limits));
        _thisModule = new(() => ThisModuleReader.Read(elf, report));
        _versions = new(() => SymbolVersionReader.Read(elf, report));
        _imports = new(() => ImportReader.Read(elf, Versions, Info.Vermagic));
        _exports = new(() => ExportReader.Read(elf, report));
        _parameters = new(() => ParameterReader.Read(elf, Info, report));
        _patchSites = new(() => PatchSiteReader.Read(elf, report));
        _signature = new(() => SignatureReader.Read(elf, report));
        _stripped = new(() => !elf.Symbols.Any(s => s.Type == ElfSymbolType.Function && s.Binding == ElfBinding.Local));
    }

    /// <summary>The ELF file itself.</summary>
    public ElfFile Elf { get; }

    /// <summary>Path that it was read from.</summary>
    public string Path { get; }

    /// <summary>Name of the module as the kernel prints it: from this_module, else from .modinfo, else from the file's name.</summary>
    public string Name => ThisModule?.Name is { Length: > 0 } name ? name : Info.Name is { Length: > 0 } stated ? stated : ModuleNames.FromPath(Path);

    /// <summary>What .modinfo says: licence, vermagic, author…</summary>
    public ModuleInfo Info => _info.Value;

    /// <summary>The module's struct module, or null when the file has none: such a file can't be loaded.</summary>
    public ThisModule? ThisModule => _thisModule.Value;

    /// <summary>Every entry of __versions and __version_ext_*: names with CRCs, also of symbols that the module does not use itself.</summary>
    public ImmutableArray<SymbolVersion> Versions => _versions.Value;

    /// <summary>What the module needs from the kernel and from other modules.</summary>
    public ImmutableArray<ImportedSymbol> Imports => _imports.Value;

    /// <summary>What it offers to other modules.</summary>
    public ImmutableArray<ExportedSymbol> Exports => _exports.Value;

    /// <summary>Its parameters.</summary>
    public ImmutableArray<ModuleParameter> Parameters => _parameters.Value;

    /// <summary>The places that the kernel patches or looks up at run time.</summary>
    public PatchSites PatchSites => _patchSites.Value;

    /// <summary>The signature at the end of the file, or null when there is none.</summary>
    public SignatureTrailer? Signature => _signature.Value;

    /// <summary>True when the file names no function of its own: only what is exported or is called by the kernel has a name.</summary>
    public bool IsStripped => _stripped.Value;

    /// <summary>Release of the kernel that it was built for, such as <c>6.1.0-56-amd64</c>, or null.</summary>
    public string? KernelRelease => Info.Vermagic?.Release;

    /// <summary>GNU build id in hexadecimal, or null.</summary>
    public string? BuildId => field ??= NoteReader.BuildId(Elf);

    /// <summary>What the compilers called themselves (.comment), each once; empty when the file does not say.</summary>
    public ImmutableArray<string> Compilers => field.IsDefault ? field = NoteReader.Compilers(Elf) : field;

    /// <summary>Reads a module.</summary>
    /// <param name="bytes">The unpacked file.</param>
    /// <param name="path">Path, for messages and as a last resort for the name.</param>
    /// <param name="report">Is told what is damaged, also later, when a part is first read.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    /// <returns>Null when it is no relocatable 64-bit object.</returns>
    public static ModuleFile? Read(ReadOnlyMemory<byte> bytes, string path, Action<InputDiagnostic> report, ReadLimits? limits = null)
    {
        ElfFile? elf = ElfFile.Read(bytes, report, limits);
        if (elf is null)
            return null;
        if (!elf.IsRelocatable)
        {
            report(new InputDiagnostic("ELF0109", Message.Of("elf.0109", elf.Header.Type), Offset: 16));
            return null;
        }

        return new ModuleFile(elf, path, report, limits ?? ReadLimits.Default);
    }

    /// <summary>Reads a module from disk, unpacking .gz, .xz and .zst.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="report">Is told what is damaged.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    /// <returns>Null when it can't be read or is no module.</returns>
    public static ModuleFile? Open(string path, Action<InputDiagnostic> report, ReadLimits? limits = null) =>
        IO.ObjectBytes.Load(path, limits ?? ReadLimits.Default, report) is { } bytes ? Read(bytes, path, report, limits) : null;
}
