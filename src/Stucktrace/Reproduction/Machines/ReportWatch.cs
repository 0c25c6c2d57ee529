using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents;

namespace Stucktrace.Reproduction.Machines;

/// <summary>Looks for reports in a log that grows, with the readers of the diagnosis. What one look costs is bounded: it reads the end of the log only.</summary>
/// <param name="path">The log.</param>
sealed class ReportWatch(string path)
{
    /// <summary>Bytes at the end of the log that one look reads; a second's worth of a serial line is far less.</summary>
    internal const int Window = 1 << 20;

    // A report that began before the place where the last look ended is found whole this far back.
    const int Overlap = 64 * 1024;

    readonly List<ReportKind> _kinds = [];
    long _seen;

    /// <summary>Kinds found so far, each once.</summary>
    public ImmutableArray<ReportKind> Kinds => [.. _kinds];

    /// <summary>Looks again when the log has grown.</summary>
    /// <param name="from">Where to begin at the earliest.</param>
    /// <param name="length">Where to end.</param>
    public void Look(long from, long length)
    {
        if (length <= _seen)
            return;
        long begin = Math.Max(from, Math.Max(_seen - Overlap, length - Window));
        _seen = length;
        if (begin >= length || Read(begin, (int)(length - begin)) is not { } bytes)
            return;
        ReportReader reports = new(ReadLimits.Default);
        new KernelLogReader(ReadLimits.Default).Read([new InputFile(0, path, InputKind.KernelLog) { KernelLog = bytes }], reports);
        foreach (Report report in reports.Reports)
        {
            if (!_kinds.Contains(report.Kind))
                _kinds.Add(report.Kind);
        }
    }

    byte[]? Read(long begin, int count)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            file.Position = begin;
            byte[] bytes = new byte[count];
            return bytes[..file.ReadAtLeast(bytes, count, throwOnEndOfStream: false)];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
