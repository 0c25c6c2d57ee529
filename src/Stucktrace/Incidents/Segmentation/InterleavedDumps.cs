using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents.Segmentation;

/// <summary>Reports of CPUs that print at the same time, and their lines, held back until it can be told which line is whose.</summary>
/// <param name="reports">The reports, at least two.</param>
sealed class InterleavedDumps(IEnumerable<OpenReport> reports)
{
    // With the number of lines that came before each began.
    readonly List<(OpenReport Report, int From)> _reports = [.. reports.Select(r => (r, 0))];
    readonly List<MixedLine> _lines = [];
    int _ends;

    /// <summary>The line that came last.</summary>
    internal LogRecord Last => _lines[^1].Record;

    /// <summary>Lines held back.</summary>
    internal int Count => _lines.Count;

    /// <summary>Each report's end was printed.</summary>
    internal bool IsComplete => _ends >= _reports.Count;

    /// <summary>Their traces are printed, and the kernel does not mark where they end: a further report comes after them, not between their lines.</summary>
    internal bool MayBeOver => _lines.Exists(l => l.IsFrame) && !_lines.Exists(l => l.IsMark);

    /// <summary>The reports.</summary>
    internal IEnumerable<OpenReport> Reports => _reports.Select(r => r.Report);

    /// <summary>True for one of the reports.</summary>
    internal bool Holds(OpenReport report) => _reports.Exists(r => r.Report == report);

    /// <summary>Holds a line.</summary>
    internal void Add(LogRecord record)
    {
        MixedLine line = new(record);
        _lines.Add(line);
        if (line.IsEnd)
            _ends++;
    }

    /// <summary>A further CPU begins to print.</summary>
    internal void Join(OpenReport report) => _reports.Add((report, _lines.Count));

    /// <summary>Gives the lines to the reports.</summary>
    /// <param name="isSure">False when they could as well be given in another manner.</param>
    internal IEnumerable<(OpenReport Report, LogRecord Line)> Separate(out bool isSure)
    {
        int[] owners = Interleaving.Separate([.. _reports.Select(r => new MixedDump(r.Report.Current, r.From))], _lines, out isSure);
        return owners.Zip(_lines, (o, l) => (_reports[o].Report, l.Record));
    }
}
