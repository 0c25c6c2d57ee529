namespace Stucktrace.Formats.KernelLog;

/// <summary>One line of a kernel log with its prefix taken off.</summary>
/// <param name="Input">Index of the input that it was read from.</param>
/// <param name="Line">Line number in the (decompressed) input, from 1. Several records may share one when a prefix format packs them so.</param>
/// <param name="Text">
/// What the kernel printed. Leading blanks of the message are kept (they carry meaning in traces), trailing blanks and every control character
/// other than tab are gone, bytes that are not UTF-8 are U+FFFD. Never contains a line break.
/// </param>
/// <param name="Time">When, as far as the prefix tells.</param>
/// <param name="Host">Host name of a syslog or journal prefix, or null.</param>
/// <param name="Boot">Which boot of its host within this run, counted from 0 in the order of reading.</param>
/// <param name="Level">Severity 0 to 7, or null.</param>
/// <param name="Caller">Who printed it, or null.</param>
/// <param name="Sequence">Sequence number of /dev/kmsg, netconsole or the journal cursor's order, or null.</param>
public sealed record LogRecord(
    int Input,
    long Line,
    string Text,
    LogTime Time,
    string? Host,
    int Boot,
    int? Level = null,
    LogCaller? Caller = null,
    long? Sequence = null);
