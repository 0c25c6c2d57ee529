using System.Collections.Concurrent;

namespace Stucktrace.Incidents.Blame;

/// <summary>A set of function names, some given by their beginning, their end or a part (<c>kmalloc*</c>, <c>*_trap</c>, <c>*slab_*</c>).</summary>
sealed class NameSet
{
    /// <summary>Functions repeat from report to report, so answers are kept; a hostile log cannot make this grow without bound.</summary>
    const int MaxAnswers = 20_000;

    readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    readonly List<(string Core, bool OpenBegin, bool OpenEnd)> _patterns = [];
    readonly ConcurrentDictionary<string, bool> _answers = new(StringComparer.Ordinal);
    int _kept;

    public NameSet(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            string core = name.Trim('*');
            if (core.Length == name.Length)
                _exact.Add(name);
            else
                _patterns.Add((core, name.StartsWith('*'), name.EndsWith('*')));
        }
    }

    /// <summary>True when the set holds the name.</summary>
    public bool Contains(string name)
    {
        if (_answers.TryGetValue(name, out bool known))
            return known;
        bool answer = _exact.Contains(name) || MatchesPattern(name);
        // Counted here: the dictionary's own Count takes all of its locks and wakes the runtime's tracing up.
        if (_kept < MaxAnswers && _answers.TryAdd(name, answer))
            Interlocked.Increment(ref _kept);
        return answer;
    }

    bool MatchesPattern(string name)
    {
        foreach ((string core, bool openBegin, bool openEnd) in _patterns)
        {
            bool matches = (openBegin, openEnd) switch
            {
                (true, true) => name.Contains(core, StringComparison.Ordinal),
                (true, false) => name.EndsWith(core, StringComparison.Ordinal),
                _ => name.StartsWith(core, StringComparison.Ordinal),
            };
            if (matches)
                return true;
        }

        return false;
    }
}
