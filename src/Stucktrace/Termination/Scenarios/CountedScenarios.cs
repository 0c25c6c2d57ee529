using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;

namespace Stucktrace.Termination.Scenarios;

/// <summary>Executes a counted loop with nothing known of its inputs: where it is left all the same, its bound is in the code.</summary>
/// <param name="code">The module.</param>
/// <param name="loop">The loop.</param>
/// <param name="limits">Bounds.</param>
sealed class CountedScenarios(ModuleCode code, LoopFacts loop, TrialLimits limits)
{
    /// <summary>One row, or none when the bound comes from outside.</summary>
    internal ImmutableArray<ScenarioRow> Run()
    {
        if (loop.Kind != LoopKind.Counted)
            return [];
        LoopOutcome outcome = new ScenarioMachine(code, loop, limits).FromEntry();
        return outcome.Kind == OutcomeKind.Ends ? [new ScenarioRow("counted/any", Message.Of("end.scenario.counted"), outcome, OutcomeWords.Of(outcome, loop))] : [];
    }
}
