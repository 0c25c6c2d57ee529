namespace Stucktrace.Termination.Scenarios;

/// <summary>One situation in which a walk over tasks may run.</summary>
/// <param name="Caller">Who runs the code.</param>
/// <param name="Wanted">Whose number is looked for; null when the loop looks for none.</param>
/// <param name="Neighbour">For a thread: what became of the neighbour that its copied node points to.</param>
/// <param name="Processes">How many further processes there are.</param>
public sealed record TaskScenario(Caller Caller, WantedTask? Wanted, Neighbour Neighbour, int Processes);
