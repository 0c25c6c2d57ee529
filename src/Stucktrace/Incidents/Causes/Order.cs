namespace Stucktrace.Incidents.Causes;

/// <summary>Whether the order of two stalls in time allows one to have caused the other.</summary>
static class Order
{
    // Detectors look every few seconds up to two minutes: that much the beginnings worked out may be off.
    const double Slack = 30;

    // A stall that is not reported again may have ended. After this long nothing is blamed on it any more.
    const double Memory = 15 * 60;

    /// <summary>True unless the clocks show that the cause began after the victim, or was over long before.</summary>
    internal static bool Allows(Stall cause, Stall victim)
    {
        if (cause.BeginsBefore(victim) is { } apart)
            return apart >= -Slack && cause.LastReportBefore(victim) - victim.BeforeFirst <= Memory;

        // No common clock: a report may come before that of its cause (detectors differ in patience), but not from another end of the log.
        return true;
    }

    /// <summary>True when both were going on at the same time, or no clock says otherwise.</summary>
    internal static bool Overlap(Stall one, Stall other) => Allows(one, other) || Allows(other, one);
}
