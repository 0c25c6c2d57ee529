using Iced.Intel;
using Stucktrace.Code;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Instructions as objdump prints them, with names in place of made-up addresses.</summary>
static class InstructionText
{
    /// <summary>The instruction at an address, or null when none begins there.</summary>
    internal static string? At(ExaminedModule module, ulong address)
    {
        if (module.Code.FunctionAt(address) is not { } function)
            return null;
        ControlFlowGraph graph = module.Code.GraphOf(function);
        int index = graph.IndexOf(address);
        if (index < 0)
            return null;
        StringOutput output = new();
        GasFormatter formatter = new(FormatterOptions.CreateGas(), new Names(module));
        formatter.Format(graph.Instructions[index], output);
        return output.ToStringAndReset();
    }

    sealed class Names(ExaminedModule module) : ISymbolResolver
    {
        public bool TryGetSymbol(in Instruction instruction, int operand, int instructionOperand, ulong address, int addressSize, out SymbolResult symbol)
        {
            symbol = default;
            if (module.Code.FunctionAt(address) is { } function && function.Entry == address)
            {
                symbol = new SymbolResult(address, function.Name);
                return true;
            }

            if (module.Image.Describe(address) is not { } known)
                return false;
            symbol = new SymbolResult(address, known.Offset == 0 ? known.Name : $"{known.Name}+0x{known.Offset:x}");
            return true;
        }
    }
}
