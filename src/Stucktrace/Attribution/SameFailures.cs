using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;

namespace Stucktrace.Attribution;

/// <summary>
/// Finds the incidents that are the same failure. All are counted once, by place and by run (one boot of one machine), so that ten thousand like
/// incidents need not be compared with each other.
/// </summary>
sealed class SameFailures
{
    readonly Dictionary<(string? Module, string? Function), Group> _groups = [];

    // One loop is caught at many instructions, and a rebuild may rename or move its function: where a module file shows it, the loop itself is the place.
    readonly Dictionary<string, (string?, string?)> _loops = new(StringComparer.Ordinal);

    internal SameFailures(ImmutableArray<(IncidentCase Case, Draft Draft)> all)
    {
        foreach ((IncidentCase incident, Draft draft) in all)
        {
            (string?, string?) place = Place(incident, draft);
            if (!_groups.TryGetValue(place, out Group? group))
                _groups.Add(place, group = new Group());
            group.Add(incident);
        }
    }

    /// <summary>The other incidents that fail as one does.</summary>
    internal SameFailure Of(IncidentCase incident, Draft draft) =>
        draft.Culprit is { Kind: CulpritKind.Module, Function: not null }
            ? _groups[Place(incident, draft)].Without(incident)
            : new SameFailure(0, [], incident.ThirdParty);

    (string?, string?) Place(IncidentCase incident, Draft draft)
    {
        (string?, string?) named = (draft.Culprit.Module, draft.Culprit.Function);
        if (draft.Culprit.Kind != CulpritKind.Module || incident.Loop is not { Build: BuildMatch.Same, Identity: { } identity })
            return named;
        if (!_loops.TryGetValue(identity, out (string?, string?) place))
            _loops.Add(identity, place = named);
        return place;
    }

    /// <summary>Incidents with the same culprit.</summary>
    sealed class Group
    {
        const int Named = 3;

        readonly Run _all = new();
        readonly Dictionary<(string?, int), Run> _runs = [];

        // At most so many of each run: from them the first ones of all other runs can be told.
        readonly List<IncidentCase> _first = [];

        public void Add(IncidentCase incident)
        {
            (string?, int) key = Key(incident);
            if (!_runs.TryGetValue(key, out Run? run))
                _runs.Add(key, run = new Run());
            if (run.Count < Named)
                _first.Add(incident);
            run.Add(incident);
            _all.Add(incident);
        }

        public SameFailure Without(IncidentCase incident)
        {
            Run own = _runs[Key(incident)];
            return new SameFailure(
                _all.Count - own.Count,
                [.. _first.Where(o => Key(o) != Key(incident)).Take(Named)],
                [.. incident.ThirdParty.Where(m => _all.With(m) - own.With(m) == _all.WithList - own.WithList)]);
        }

        static (string?, int) Key(IncidentCase incident) => (incident.Incident.Host, incident.Incident.Boot);
    }

    /// <summary>Counts over incidents.</summary>
    sealed class Run
    {
        readonly Dictionary<string, int> _modules = new(StringComparer.Ordinal);

        public int Count { get; private set; }

        /// <summary>Incidents that show which modules were loaded.</summary>
        public int WithList { get; private set; }

        /// <summary>Incidents that had a third-party module loaded.</summary>
        public int With(string module) => _modules.GetValueOrDefault(module);

        public void Add(IncidentCase incident)
        {
            Count++;
            if (incident.Modules.IsEmpty)
                return;
            WithList++;
            foreach (string module in incident.ThirdParty)
                _modules[module] = With(module) + 1;
        }
    }
}
