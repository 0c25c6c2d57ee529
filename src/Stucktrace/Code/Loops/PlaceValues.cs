using System.Collections.Immutable;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>What the registers hold at one place of a function, as formulas over its arguments, memory, and what the rounds of its loops begin with.</summary>
public static class PlaceValues
{
    /// <summary>The 16 registers before an instruction, in the processor's order; empty when the place is not understood.</summary>
    /// <param name="code">The module.</param>
    /// <param name="function">The function.</param>
    /// <param name="address">Address of the instruction.</param>
    public static ImmutableArray<Expression> Before(ModuleCode code, Function function, ulong address)
    {
        ControlFlowGraph graph = code.GraphOf(function);
        LoopScan scan = new(code);
        scan.Start(graph);
        FunctionRun run = new(code, graph, new ExpressionPool(), scan, everyBlock: true);
        run.Run();
        return run.IsComplete && run.RegistersBefore(address) is { } registers ? [.. registers] : [];
    }
}
