namespace Stucktrace.Incidents.Causes;

/// <summary>One way in which a stall can be the consequence of another.</summary>
interface ICauseRule
{
    /// <summary>Looks for the cause of a stall.</summary>
    /// <param name="victim">The stall.</param>
    /// <param name="machine">Everything that happened on that machine.</param>
    /// <returns>The link, or null when this rule knows none.</returns>
    Link? Explain(Stall victim, StalledMachine machine);
}
