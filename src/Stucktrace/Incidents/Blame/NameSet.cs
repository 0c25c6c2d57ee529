namespace Stucktrace.Incidents.Blame;

/// <summary>A set of function names, some given by their beginning, their end or a part (<c>kmalloc*</c>, <c>*_trap</c>, <c>*slab_*</c>).</summary>
sealed class NameSet
{
    readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    readonly List<string> _beginnings = [];
    readonly List<string> _ends = [];
    readonly List<string> _parts = [];

    public NameSet(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            string core = name.Trim('*');
            switch (name.StartsWith('*'), name.EndsWith('*'))
            {
                case (true, true):
                    _parts.Add(core);
                    break;
                case (true, false):
                    _ends.Add(core);
                    break;
                case (false, true):
                    _beginnings.Add(core);
                    break;
                default:
                    _exact.Add(core);
                    break;
            }
        }
    }

    /// <summary>True when the set holds the name.</summary>
    public bool Contains(string name)
    {
        if (_exact.Contains(name))
            return true;
        foreach (string beginning in _beginnings)
        {
            if (name.StartsWith(beginning, StringComparison.Ordinal))
                return true;
        }

        foreach (string end in _ends)
        {
            if (name.EndsWith(end, StringComparison.Ordinal))
                return true;
        }

        foreach (string part in _parts)
        {
            if (name.Contains(part, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
