namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>Takes a line of a log.</summary>
/// <param name="line">The line without its line feed; cut at the limit.</param>
/// <param name="number">Its number, from 1.</param>
/// <param name="wanted">False when it is handed over for the reader's own sake.</param>
/// <param name="cut">True when the line was longer than the limit.</param>
/// <returns>True when the next line is wanted whatever it says.</returns>
delegate bool TakeLine(ReadOnlySpan<byte> line, long number, bool wanted, bool cut);
