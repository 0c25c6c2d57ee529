using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Reporting.Listing;
using Stucktrace.Reporting.Text;
using Stucktrace.Termination.Walks;

namespace Stucktrace.Reporting.Walks;

/// <summary>The listing that a walk is followed in: the function of the loop as its module's file shows it, then what else was executed, by function.</summary>
public static class WalkListing
{
    // A longer function is listed with its loop only.
    const int WholeFunction = 150;
    const int MostRows = 3_000;
    const int MostLanes = 6;

    /// <summary>Makes it.</summary>
    /// <param name="view">The walk.</param>
    /// <param name="language">Language of the notes.</param>
    public static ImmutableArray<WalkRow> Of(WalkView view, Language language)
    {
        List<WalkRow> rows = [];
        HashSet<int> shown = [];
        if (view.Loop is { } loop)
        {
            Dictionary<string, int> places = Places(view, loop);
            foreach (ListingRow row in Function(loop, language))
            {
                int code = places.GetValueOrDefault(row.Place, -1);
                shown.Add(code);
                rows.Add(new WalkRow(rows.Count == 0 ? Title(loop) : null, Safe(row), code));
            }
        }

        foreach (IGrouping<string, int> function in Enumerable.Range(0, view.Trace.Code.Length).Where(i => !shown.Contains(i)).GroupBy(i => view.Names.Places[i].Function, StringComparer.Ordinal))
            rows.AddRange(Executed(view, [.. function], function.Key));
        return [.. rows.Take(MostRows)];
    }

    static string Title(StuckLoop loop) => VisibleText.Of($"{loop.Function.Name} [{loop.Module.Name}]");

    static IReadOnlyList<ListingRow> Function(StuckLoop loop, Language language) => ListingBuilder.Build(loop.Code, loop.Function, new ListingOptions
    {
        Loop = loop.Facts,
        OnlyLoop = loop.Code.GraphOf(loop.Function).Instructions.Length > WholeFunction,
        Here = loop.Address,
        Language = language,
    });

    // The loop's function among what was executed: a dump has it at another address, but at the same places in the function.
    /// <summary>Where the instructions of the loop's function are in the walk: index in its code by place in the function.</summary>
    /// <param name="view">The walk.</param>
    /// <param name="loop">The loop.</param>
    public static Dictionary<string, int> Places(WalkView view, StuckLoop loop)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < view.Trace.Code.Length; i++)
        {
            WalkPlace place = view.Names.Places[i];
            if (place.Function == loop.Function.Name || place.Function == $"{loop.Function.Name} [{loop.Module.Name}]")
                places.TryAdd(place.Offset, i);
        }

        return places;
    }

    static IEnumerable<WalkRow> Executed(WalkView view, int[] codes, string function)
    {
        Dictionary<ulong, int> rowOf = [];
        for (int i = 0; i < codes.Length; i++)
            rowOf[view.Trace.Code[codes[i]].Address] = i;
        // Only what was executed is drawn: the jumps that were taken.
        HashSet<Arrow> arrows = [];
        foreach (WalkStep step in view.Trace.Segments.SelectMany(s => s.Steps))
        {
            WalkInstruction code = view.Trace.Code[step.Code];
            if (step.Next != code.Instruction.NextIP && rowOf.TryGetValue(code.Address, out int from) && rowOf.TryGetValue(step.Next, out int to))
                arrows.Add(new Arrow(from, to));
        }

        string[] lanes = ArrowLanes.Draw(codes.Length, arrows, MostLanes);
        HashSet<ulong> period = [.. view.Trace.Repeat?.Proof.Code.Select(c => c.Address) ?? []];
        for (int i = 0; i < codes.Length; i++)
        {
            WalkInstruction code = view.Trace.Code[codes[i]];
            WalkPlace place = view.Names.Places[codes[i]];
            yield return new WalkRow(i == 0 ? VisibleText.Of(function) : null, Safe(new ListingRow
            {
                Address = code.Address,
                Place = place.Offset,
                Text = place.Text,
                Bytes = code.Bytes,
                Lane = lanes[i],
                InLoop = period.Contains(code.Address),
                IsExit = view.Names.Exits.ContainsKey(codes[i]),
            }), codes[i]);
        }
    }

    static ListingRow Safe(ListingRow row) => row with { Text = VisibleText.Of(row.Text), Note = VisibleText.Of(row.Note) };
}
