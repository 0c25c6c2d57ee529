using Stucktrace.Code;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Instructions quoted as evidence, with names in place of made-up addresses.</summary>
static class EvidenceText
{
    /// <summary>The instruction at an address, or null when none begins there.</summary>
    internal static string? At(ExaminedModule module, ulong address)
    {
        if (module.Code.FunctionAt(address) is not { } function)
            return null;
        ControlFlowGraph graph = module.Code.GraphOf(function);
        int index = graph.IndexOf(address);
        return index < 0 ? null : new InstructionText(at => NameOf(module, at), operandColumn: 0).Of(graph.Instructions[index]);
    }

    static string? NameOf(ExaminedModule module, ulong address)
    {
        if (module.Code.FunctionAt(address) is { } function && function.Entry == address)
            return function.Name;
        return module.Image.Describe(address)?.Text;
    }
}
