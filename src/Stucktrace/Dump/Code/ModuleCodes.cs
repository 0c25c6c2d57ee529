using Stucktrace.Formats;

namespace Stucktrace.Dump.Code;

/// <summary>The code of a dump's modules, taken out of memory when it is first asked for and kept for all who want it. For one thread at a time.</summary>
/// <param name="machine">The machine in the dump.</param>
/// <param name="path">Path of the dump, for messages.</param>
/// <param name="report">Is told what is missing.</param>
/// <param name="limits">Bounds.</param>
public sealed class ModuleCodes(DumpedMachine machine, string path, Action<InputDiagnostic> report, ReadLimits limits)
{
    readonly Dictionary<ulong, LoadedModuleCode?> _codes = [];

    /// <summary>The code of a module; null when none of it is in the dump.</summary>
    /// <param name="module">A module of the machine.</param>
    public LoadedModuleCode? Of(LoadedModule module)
    {
        if (!_codes.TryGetValue(module.Address, out LoadedModuleCode? code))
            _codes.Add(module.Address, code = LoadedModuleCode.FromMemory(machine, module, path, report, limits));
        return code;
    }
}
