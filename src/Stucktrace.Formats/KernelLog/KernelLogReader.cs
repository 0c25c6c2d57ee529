using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog.Scanning;
using Stucktrace.Formats.KernelLog.Years;

namespace Stucktrace.Formats.KernelLog;

/// <summary>Reads kernel logs of every format met in the field, in one pass and with bounded memory.</summary>
/// <param name="limits">Bounds.</param>
public sealed class KernelLogReader(ReadLimits limits)
{
    // Below this, looking at every line is faster than making the tables to look at few.
    const long SmallFile = 1024 * 1024;
    const long LargeFile = 8 * 1024 * 1024;
    const long TellEvery = 8 * 1024 * 1024;

    /// <summary>Bounds in force.</summary>
    public ReadLimits Limits { get; } = limits;

    /// <summary>Sizes from which plain files are skimmed, and read by several threads; tests change it.</summary>
    internal (long Skim, long Parallel) Thresholds { get; init; } = (SmallFile, LargeFile);

    /// <summary>Reads the inputs that are logs, in order, and hands their records to the sink.</summary>
    /// <param name="inputs">The inputs; those of other kinds are passed over.</param>
    /// <param name="sink">Receives the records.</param>
    /// <param name="progress">Told the path, the bytes read and the size (or null) now and then.</param>
    public LogReading Read(IReadOnlyList<InputFile> inputs, ILogSink sink, Action<string, long, long?>? progress = null)
    {
        YearEvidence years = new();
        BootTracker boots = new(Limits);
        MarkerSearch? search = null;
        foreach (InputFile input in inputs)
        {
            if ((input.Kind != InputKind.KernelLog && input.KernelLog is null) || !input.Readable)
                continue;
            YearSequence dates = years.SequenceOf(input.Index, input.Group);
            RecordFlow flow = new(input, input.Group, sink, boots, dates, Limits);
            try
            {
                using LogSource source = LogSource.Open(input, Limits);
                ReadOne(input, source, flow, sink, ref search, progress);
            }
            catch (UnauthorizedAccessException)
            {
                input.Fail(new InputDiagnostic("LOG0102", Message.Of("log.0102")));
            }
            catch (IOException failure)
            {
                input.Fail(new InputDiagnostic("LOG0105", Message.Of("log.0105", failure.Message)));
            }

            if (boots.TakeNotKept() > 0)
                flow.Note(LogNote.TooManyBoots, 1);
            flow.Report();
            if (input.NameDate is { } date)
                dates.EndBefore(date);
            // The parts of one dump are one log; else nothing goes on in another file.
            if (!input.Continues || input.Index + 1 >= inputs.Count || inputs[input.Index + 1].Group != input.Group)
                sink.Flush();
        }

        return new LogReading(boots.ToImmutable(), years);
    }

    void ReadOne(InputFile input, LogSource source, RecordFlow flow, ILogSink sink, ref MarkerSearch? search, Action<string, long, long?>? progress)
    {
        if (PartedLog.TryOpen(source, Limits, out PartedLog? parted))
        {
            parted.Read(flow);
            flow.End();
            return;
        }

        bool skim = NeedsNoEveryLine(source.Head) && (source.File is null ? source.Head.Length >= LogSource.HeadSize : source.Size >= Thresholds.Skim);
        if (skim)
            search ??= new MarkerSearch(sink.Markers, ReaderMarkers.Wanted, ReaderMarkers.Noted);
        LineFeed feed = new(flow.TakeLine, skim ? search : null, Limits.MaxLineBytes, sink.Before);
        int helpers = source.File is null ? 1 : source.Size >= Thresholds.Parallel ? Math.Clamp(Environment.ProcessorCount - 1, 1, 3) : 0;
        using BlockPipe pipe = new(source.File, source.Stream, skim ? search : null, helpers);
        long read = 0, nextTold = TellEvery;
        int skip = source.Head.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        while (pipe.Next() is { } block)
        {
            if (skip > 0)
            {
                // A byte order mark is no part of the first line; blanks stand in for it.
                block.Data.AsSpan(0, Math.Min(skip, block.Length)).Clear();
                skip = 0;
            }

            feed.Take(block);
            read += block.Length;
            if (read >= nextTold)
            {
                progress?.Invoke(input.Path, source.PackedPosition ?? read, source.Size);
                nextTold = read + TellEvery;
            }
        }

        feed.End();
        flow.End();
        if (pipe.Failure is { } failure)
            input.Report(new InputDiagnostic("LOG0310", Message.Of("log.0310", feed.Lines, failure.Message), feed.Lines));
        if (source.Problem is { } problem)
            input.Report(problem with { Line = feed.Lines });
    }

    /// <summary>
    /// Coloured text, containers and exports hide a marker from a search of the raw bytes: there every line is looked at.
    /// </summary>
    static bool NeedsNoEveryLine(ReadOnlySpan<byte> head) =>
        !head.Contains((byte)0x1b) && !(head.Length > 0 && head.TrimStart("\n\r \u001e"u8).StartsWith("{"u8)) && head.IndexOf("__CURSOR=s="u8) < 0
        && head.IndexOf("__REALTIME_TIMESTAMP="u8) < 0;
}
