using Stucktrace.Incidents;

namespace Stucktrace.Reporting.View;

/// <summary>A report of the log in one row.</summary>
/// <param name="Report">Id of the report; null for the moment at which an incident began before anything was logged.</param>
/// <param name="Incident">Id of its incident, or null.</param>
/// <param name="Time">Time as printed, or a dash.</param>
/// <param name="Seconds">Seconds on a scale common to one boot, or null; for drawing.</param>
/// <param name="Lane">The CPU or the task that it is about.</param>
/// <param name="What">What it says.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Line">Its first line.</param>
/// <param name="Input">Its input.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="IsCause">True for the report that shows its incident's cause.</param>
/// <param name="Repeats">How many further reports of the very same stall it stands for.</param>
public sealed record EventView(
    string? Report,
    string? Incident,
    string Time,
    double? Seconds,
    string Lane,
    string What,
    string Place,
    long Line,
    int Input,
    ReportKind Kind,
    bool IsCause,
    int Repeats = 0);
