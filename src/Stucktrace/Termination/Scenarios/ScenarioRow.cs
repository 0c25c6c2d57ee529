using Stucktrace.Formats;

namespace Stucktrace.Termination.Scenarios;

/// <summary>A scenario and what executing the module's instructions in it showed.</summary>
/// <param name="Id">Stable name in outputs, such as <c>thread/nobody/alive</c>.</param>
/// <param name="Name">The situation in words.</param>
/// <param name="Outcome">What happened.</param>
/// <param name="Result">What happened in words.</param>
public sealed record ScenarioRow(string Id, Message Name, LoopOutcome Outcome, Message Result)
{
    /// <summary>Whether the list was damaged beforehand: what happens then says nothing against the loop.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>Who walks and what is looked for; null for scenarios without tasks.</summary>
    public TaskScenario? Scenario { get; init; }

    /// <summary>The tasks of the scenario, for its story; null for scenarios without tasks.</summary>
    public TaskStage? Stage { get; init; }

    /// <summary>Lays the same situation out once more, the run begun; null where there is nothing to show of it.</summary>
    internal Func<ScenarioMachine>? Again { get; init; }
}
