using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination.Scenarios;

/// <summary>Executes a counted loop with nothing known of its inputs: where it is left all the same, its bound is in the code.</summary>
/// <param name="code">The module.</param>
/// <param name="loop">The loop.</param>
/// <param name="limits">Bounds.</param>
sealed class CountedScenarios(ModuleCode code, LoopFacts loop, TrialLimits limits)
{
    const ulong StackTop = 0xffff_c900_0010_0000;

    /// <summary>One row, or none when the bound comes from outside.</summary>
    internal ImmutableArray<ScenarioRow> Run()
    {
        if (loop.Kind != LoopKind.Counted)
            return [];
        SparseMemory memory = new(limits.MaxPages);
        ModuleMemory.Load(code.Image, memory);
        ModuleRun run = new(code, memory);
        run.State.Registers[4] = StackTop;
        run.Call(loop.Function);
        LoopOutcome outcome = new LoopTrial(run, code, code.GraphOf(loop.Function), loop.Loop, limits).Run();
        return outcome.Kind == OutcomeKind.Ends ? [new ScenarioRow("counted/any", Message.Of("end.scenario.counted"), outcome, OutcomeWords.Of(outcome, loop))] : [];
    }
}
