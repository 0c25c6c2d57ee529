namespace Stucktrace.Formats.KernelLog;

/// <summary>One run of one machine's kernel, from boot to the last line seen of it.</summary>
/// <param name="Host">Host name, or null when the log has none.</param>
/// <param name="Index">Which boot of that host, from 0 in the order of reading; <see cref="LogRecord.Boot"/>.</param>
/// <param name="Banner">The <c>Linux version …</c> line, or null when the input begins later.</param>
/// <param name="Input">Input in which it begins.</param>
/// <param name="FirstLine">Line at which it begins there.</param>
/// <param name="BeginSeen">True when the log shows the boot itself; false when it begins in the middle of the run.</param>
public sealed record LogBoot(string? Host, int Index, string? Banner, int Input, long FirstLine, bool BeginSeen);
