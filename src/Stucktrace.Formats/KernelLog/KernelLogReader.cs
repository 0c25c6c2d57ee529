using System.Collections.Immutable;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog.Prefixes;

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
        ImmutableArray<LogBoot>.Builder boots = ImmutableArray.CreateBuilder<LogBoot>();
        int boot = -1;
        foreach (InputFile input in inputs.Where(i => i.Kind == InputKind.KernelLog))
        {
            if (!File.Exists(input.Path))
                continue;
            PrefixDecoder decoder = new();
            byte[] file = File.ReadAllBytes(input.Path);
            byte[] clean = new byte[file.Length];
            ReadOnlySpan<byte> rest = file;
            long line = 0;
            bool begun = false;
            while (!rest.IsEmpty)
            {
                int end = rest.IndexOf((byte)'\n');
                ReadOnlySpan<byte> raw = end < 0 ? rest : rest[..end];
                rest = end < 0 ? default : rest[(end + 1)..];
                line++;
                ReadOnlySpan<byte> text = clean.AsSpan(0, LineCleaner.Clean(raw, clean));
                foreach (Range part in text.Split((byte)'\n'))
                {
                    LineHead head = new(text[part]);
                    decoder.Decode(ref head);
                    if (head.Origin is LineOrigin.Other or LineOrigin.Furniture)
                        continue;
                    string message = MessageText.Of(head.Rest);
                    string? host = head.Host.IsEmpty ? null : MessageText.Of(head.Host);
                    bool banner = message.StartsWith("Linux version ", StringComparison.Ordinal);
                    if (!begun || banner)
                    {
                        begun = true;
                        boots.Add(new LogBoot(host, ++boot, banner ? message : null, input.Index, line, banner));
                    }

                    sink.Accept(new LogRecord(input.Index, line, message, head.Time, host, boot, head.Level, head.Caller, head.Sequence));
                }
            }

            sink.Flush();
        }

        return new LogReading(boots.ToImmutable(), new YearEvidence());
    }
}
