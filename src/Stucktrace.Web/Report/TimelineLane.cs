namespace Stucktrace.Web.Report;

/// <summary>A CPU or a task on the timeline.</summary>
/// <param name="Name">Its name; empty for the lane that several share.</param>
/// <param name="IsCause">True where the cause is.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Before">The time before the first report: worked out from it.</param>
/// <param name="After">The time from the first report on.</param>
/// <param name="Marks">The reports.</param>
sealed record TimelineLane(string Name, bool IsCause, int Y, TimelineBar Before, TimelineBar After, IReadOnlyList<TimelineMark> Marks)
{
    const int MostName = 24;

    /// <summary>As much of the name as there is room for.</summary>
    internal string Short => Name.Length > MostName ? Name[..(MostName - 1)] + "…" : Name;
}
