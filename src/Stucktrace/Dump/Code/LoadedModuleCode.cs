using Stucktrace.Code;
using Stucktrace.Dump.Rebuild;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Dump.Code;

/// <summary>
/// The code of a loaded module, ready for the analysis of its functions and loops, and the way between the image that is analysed and the dump's memory.
/// It comes from the module's file where there is one of the same build, else from memory itself.
/// </summary>
public sealed class LoadedModuleCode
{
    readonly ulong?[] _addresses;
    readonly Lazy<ModuleCode> _code;

    LoadedModuleCode(LoadedModule module, ModuleFile file, bool fromMemory, ulong?[] addresses, ReadLimits? limits)
    {
        (Module, File, IsFromMemory, _addresses) = (module, file, fromMemory, addresses);
        _code = new(() => ModuleCode.Analyze(ModuleImage.Load(file, limits)));
    }

    /// <summary>The module.</summary>
    public LoadedModule Module { get; }

    /// <summary>Its file; made of memory when there is no other.</summary>
    public ModuleFile File { get; }

    /// <summary>True when the code was taken out of the dump.</summary>
    public bool IsFromMemory { get; }

    /// <summary>Its functions.</summary>
    public ModuleCode Code => _code.Value;

    /// <summary>The code of a module by its file. Whether that is the build that was loaded says <see cref="ModuleMemoryComparison" />.</summary>
    /// <param name="machine">The machine in the dump.</param>
    /// <param name="module">The module.</param>
    /// <param name="file">The file.</param>
    public static LoadedModuleCode Of(DumpedMachine machine, LoadedModule module, ModuleFile file)
    {
        var placement = new ModulePlacement(machine, module, file);
        return new LoadedModuleCode(module, file, false, [.. Enumerable.Range(0, file.Elf.Sections.Length).Select(i => placement[i])], null);
    }

    /// <summary>The code of a module as it lies in memory.</summary>
    /// <param name="machine">The machine in the dump.</param>
    /// <param name="module">The module.</param>
    /// <param name="path">Path of the dump, for messages.</param>
    /// <param name="report">Is told what is missing.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    /// <returns>Null when none of it is in the dump.</returns>
    public static LoadedModuleCode? FromMemory(DumpedMachine machine, LoadedModule module, string path, Action<InputDiagnostic> report, ReadLimits? limits = null) =>
        RebuiltModule.Of(machine, module, path, report, limits ?? ReadLimits.Default) is { } rebuilt
            ? new LoadedModuleCode(module, rebuilt.File, true, [.. rebuilt.SectionAddresses.Select(a => a == 0 ? (ulong?)null : a)], limits) : null;

    /// <summary>Where a place of the image lies in the dump's memory, or null.</summary>
    /// <param name="address">Address in the image.</param>
    public ulong? InMemory(ulong address) =>
        Code.Image.Locate(address) is { } place && place.Section < _addresses.Length && _addresses[place.Section] is { } start ? start + place.Offset : null;

    /// <summary>Where a place of the dump's memory lies in the image, or null.</summary>
    /// <param name="address">Address in memory.</param>
    public ulong? InImage(ulong address)
    {
        for (int i = 0; i < _addresses.Length; i++)
        {
            if (_addresses[i] is { } start && Code.Image.SectionOf(i) is { } section && address - start < section.Size)
                return section.Address + (address - start);
        }

        return null;
    }
}
