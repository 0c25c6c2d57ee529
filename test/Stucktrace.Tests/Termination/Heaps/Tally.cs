using Stucktrace.Termination;

namespace Stucktrace.Tests.Termination.Heaps;

/// <summary>Verdicts against the truth.</summary>
sealed class Tally
{
    readonly SortedDictionary<(WalkEnd, OutcomeKind), int> _counts = [];

    internal List<string> Wrong { get; } = [];

    internal List<string> NotTold { get; } = [];

    internal static WalkEnd EndOf(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Ends or OutcomeKind.NotReached => WalkEnd.Ends,
        OutcomeKind.NeverEnds => WalkEnd.NeverEnds,
        OutcomeKind.Faults => WalkEnd.Faults,
        _ => WalkEnd.Unknown,
    };

    internal void Add(string name, WalkEnd truth, bool freed, LoopOutcome found)
    {
        _counts[(truth, found.Kind)] = _counts.GetValueOrDefault((truth, found.Kind)) + 1;
        string line = $"{name}: {found.Kind} {found.Stop} {found.Rejected}, not {truth}";
        if (found.Kind == OutcomeKind.Unknown && truth != WalkEnd.Unknown)
            NotTold.Add(line);
        else if (EndOf(found.Kind) != truth)
            Wrong.Add(line);
        else if (truth is not WalkEnd.Unknown && found.Kind != OutcomeKind.NotReached && found.Freed is not null != freed)
            Wrong.Add($"{line}: freed {freed}");
    }

    public override string ToString() => string.Join(", ", _counts.Select(c => $"truth {c.Key.Item1} told {c.Key.Item2}: {c.Value}"));
}
