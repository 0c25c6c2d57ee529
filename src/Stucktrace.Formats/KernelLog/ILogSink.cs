namespace Stucktrace.Formats.KernelLog;

/// <summary>
/// Receives the records of a log in order. The reader runs at two speeds: while the sink wants nothing it searches the raw bytes for the
/// sink's markers without looking at lines; once it has found one it hands over every line until the sink has had enough.
/// </summary>
public interface ILogSink
{
    /// <summary>
    /// Texts of which at least one stands in every line that can interest the sink when it is not in the middle of something. ASCII, at least
    /// four characters each. Lines with none of them may be skipped, unread.
    /// </summary>
    IReadOnlyList<string> Markers { get; }

    /// <summary>Texts that make a line of interest where it stands shortly before one with a marker. Such lines are looked for only there.</summary>
    IReadOnlyList<string> Before => [];

    /// <summary>Takes one record.</summary>
    /// <param name="record">The record.</param>
    /// <returns>True to be given the next line whatever it says; false to be given only lines with a marker.</returns>
    bool Accept(LogRecord record);

    /// <summary>Called when the input ends, or when the order of lines breaks for good (another file, another boot follows).</summary>
    void Flush();
}
