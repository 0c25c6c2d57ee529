using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Kernel;
using Stucktrace.Machine.Symbolic;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination.Scenarios;

/// <summary>
/// Executes a loop that looks at a clock, from the function's entry on and with a clock that goes on. Where the point in time that it waits for is not in
/// the input, the exit itself says that it ends: a clock passes every point that stays where it is.
/// </summary>
/// <param name="code">The module.</param>
/// <param name="loop">The loop.</param>
/// <param name="limits">Bounds.</param>
sealed class ClockScenarios(ModuleCode code, LoopFacts loop, TrialLimits limits)
{
    /// <summary>The row; none when the loop looks at no clock.</summary>
    internal ImmutableArray<ScenarioRow> Run()
    {
        if (!loop.Exits.Any(e => e.Meaning == ExitMeaning.TimeIsUp) && !ReadsCycles(code, loop))
            return [];
        LoopOutcome outcome = new ScenarioMachine(code, loop, limits).FromEntry();
        if (outcome.Kind == OutcomeKind.Unknown && Deadline() is { } exit)
            outcome = new LoopOutcome { Kind = OutcomeKind.Ends, WaitsForClock = true, Exit = exit.BranchAt };
        return [new ScenarioRow("clock/goes-on", Message.Of("end.scenario.clock"), outcome, OutcomeWords.Of(outcome, loop))];
    }

    /// <summary>Whether the loop reads the counter of cycles.</summary>
    internal static bool ReadsCycles(ModuleCode code, LoopFacts loop)
    {
        ControlFlowGraph graph = code.GraphOf(loop.Function);
        foreach (int block in loop.Loop.Blocks)
        {
            foreach (Instruction instruction in graph.InstructionsOf(graph.Blocks[block]))
            {
                if (instruction.Mnemonic is Mnemonic.Rdtsc or Mnemonic.Rdtscp)
                    return true;
            }
        }

        return false;
    }

    // An exit that every round passes and that compares a clock with a point in time that stays.
    ExitCondition? Deadline()
    {
        ControlFlowGraph graph = code.GraphOf(loop.Function);
        return loop.Exits.FirstOrDefault(e => e.Meaning == ExitMeaning.TimeIsUp && IsOrder(e.Condition) && ComparesWithWhatStays(e.Condition) && graph.BlockAt(e.BranchAt) is { } block && IsPassed(graph, block.Id));
    }

    // A round that calls something, or has a loop of its own, may stay elsewhere.
    bool IsPassed(ControlFlowGraph graph, int block) =>
        loop.Calls.All(c => c.Name is { } name && (ClockFunctions.IsFunction(name) || CallModelTable.Find(name) is { Effect: CallEffect.Nothing or CallEffect.Clock }))
        && !graph.Loops.Any(l => l.Parent == loop.Loop)
        && loop.Loop.Latches.All(b => graph.Dominators.Dominates(block, b));

    static bool IsOrder(Expression condition) => condition.Kind == ExpressionKind.Compare && condition.Relation is not (Machine.Relation.Equal or Machine.Relation.NotEqual);

    bool ComparesWithWhatStays(Expression condition)
    {
        HashSet<Expression> clocks = [];
        bool moves = Formula.Any(condition, part =>
        {
            switch (part.Kind)
            {
                // Read once, before the loop.
                case ExpressionKind.Load when !Holds(part.Number):
                    return false;
                case ExpressionKind.Load when part.Left!.IsConstant && code.Image.ExternalAt(part.Left.Number) is { } symbol && ClockFunctions.IsWord(symbol.Name):
                    clocks.Add(part);
                    return false;
                case ExpressionKind.CallResult when loop.Calls.Any(c => c.At == part.Number):
                    clocks.Add(part);
                    return loop.Calls.First(c => c.At == part.Number).Name is not { } name || ClockFunctions.ResultOf(name) == ClockResult.None;
                case ExpressionKind.LoopValue:
                    return part.Number == loop.Head;
                case ExpressionKind.Load or ExpressionKind.Unknown or ExpressionKind.Merge or ExpressionKind.PerCpu:
                    return true;
                default:
                    return false;
            }
        });
        return !moves && clocks.Count == 1;
    }

    bool Holds(ulong address) => code.GraphOf(loop.Function).BlockAt(address) is { } block && loop.Loop.Contains(block.Id);
}
