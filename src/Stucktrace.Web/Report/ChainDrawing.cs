using Stucktrace.Incidents;
using Stucktrace.Reporting.View;

namespace Stucktrace.Web.Report;

/// <summary>The chain of causes as boxes from left to right: the cause, what it holds up, who waits for that, what that does to the machine.</summary>
sealed class ChainDrawing
{
    internal const int Width = 920;
    internal const int CauseWidth = 220;
    internal const int MiddleLeft = 262;
    internal const int MiddleWidth = 212;
    internal const int VictimsLeft = 516;
    internal const int VictimsWidth = 200;
    internal const int EndLeft = 750;
    internal const int EndWidth = 162;
    const int MostRows = 6;
    const int MostNames = 5;
    const int MostName = 27;
    const int LineHeight = 17;
    const int Gap = 14;

    // Another view of the cause itself, not somebody who suffers from it.
    const string SameStall = "same-stall";
    const string OtherDetector = "seen-by-another-detector";
    const string Panic = "caused-panic";

    internal required IReadOnlyList<ChainRow> Rows { get; init; }

    internal required int Height { get; init; }

    /// <summary>How many further detectors saw the cause.</summary>
    internal required int SeenBy { get; init; }

    /// <summary>True when tasks sleep that count for the load.</summary>
    internal required bool RaisesLoad { get; init; }

    /// <summary>True when the kernel panicked over it.</summary>
    internal required bool Panicked { get; init; }

    /// <summary>Height of the cause's box.</summary>
    internal int CauseHeight => Height - 20;

    /// <summary>The drawing of a chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <returns>Null when nobody suffers from the cause.</returns>
    internal static ChainDrawing? Of(ChainView chain)
    {
        List<ChainRow> rows = [];
        int y = 10;
        foreach (ChainGroup group in chain.Groups.Where(g => g.Relation is not (SameStall or OtherDetector or Panic)).Take(MostRows))
        {
            string[] names = [.. group.Links.Select(l => Short(l.Event.Lane)).Distinct(StringComparer.Ordinal)];
            int more = Math.Max(0, names.Length - MostNames) + group.LeftOut;
            int lines = Math.Min(names.Length, MostNames) + (more > 0 ? 1 : 0) + 1;
            rows.Add(new ChainRow(group.Relation, [.. names.Take(MostNames)], more, y, Math.Max(56, (lines * LineHeight) + 14)));
            y += rows[^1].Height + Gap;
        }

        return rows.Count == 0 ? null : new ChainDrawing
        {
            Rows = rows,
            Height = Math.Max(y - Gap + 10, 124),
            SeenBy = chain.Groups.Where(g => g.Relation is SameStall or OtherDetector).Sum(g => g.Links.Length + g.LeftOut),
            RaisesLoad = chain.Groups.Any(g => g.Links.Any(l => l.Event.Kind == ReportKind.HungTask)),
            Panicked = chain.Groups.Any(g => g.Relation == Panic),
        };
    }

    /// <summary>What a link does, as the id of a few words.</summary>
    /// <param name="relation">Kind of the link.</param>
    internal static string Word(string relation) => relation switch
    {
        "waits-for-grace-period" => "page.chain.grace-period",
        "waits-for-cpu" => "page.chain.cpu",
        "waits-for-lock" => "page.chain.lock",
        "waits-for-io" => "page.chain.io",
        "waits-for-memory" => "page.chain.memory",
        "waits-at-the-same-place" => "page.chain.same-place",
        "deadlocked-with" => "page.chain.deadlock",
        "waits-for-user-space" => "page.chain.user-space",
        _ => "page.chain.other",
    };

    /// <summary>As much of a name as there is room for.</summary>
    /// <param name="name">The name.</param>
    internal static string Short(string name) => name.Length > MostName ? name[..(MostName - 1)] + "…" : name;

    /// <summary>The outline of the cause: a box with its corners cut, as a stop sign has them.</summary>
    internal string CauseOutline
    {
        get
        {
            int bottom = Height - 10;
            return $"24,10 {CauseWidth - 14},10 {CauseWidth},24 {CauseWidth},{bottom - 14} {CauseWidth - 14},{bottom} 24,{bottom} 10,{bottom - 14} 10,24";
        }
    }
}
