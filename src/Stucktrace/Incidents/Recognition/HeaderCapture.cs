using System.Globalization;

namespace Stucktrace.Incidents.Recognition;

/// <summary>What a header line says besides its wording: values by the names of the gaps in <see cref="Wording"/>.</summary>
sealed class HeaderCapture
{
    /// <summary>What a line that is no header says. Never written to.</summary>
    public static readonly HeaderCapture Nothing = new();

    const string EndMark = " ]---";

    readonly List<(string Gap, string Value)> _values = [];

    /// <summary>The value of a gap, or null.</summary>
    public string? this[string gap]
    {
        get
        {
            foreach ((string name, string value) in _values)
            {
                if (name == gap)
                    return value;
            }

            return null;
        }
    }

    /// <summary>How many values there are; a match that fails later goes back to an earlier count.</summary>
    public int Count => _values.Count;

    /// <summary>A gap that holds a decimal number, or null when it is absent or too large.</summary>
    public int? Number(string gap) => int.TryParse(this[gap], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>Remembers a value; of several for one gap the first is found. The mark that closes a panic is not its text's.</summary>
    public void Set(string gap, ReadOnlySpan<char> value) => _values.Add((gap, (value.EndsWith(EndMark, StringComparison.Ordinal) ? value[..^EndMark.Length] : value).ToString()));

    /// <summary>Forgets the values beyond a count.</summary>
    public void Rewind(int count) => _values.RemoveRange(count, _values.Count - count);

    /// <summary>Takes over what another header of the same report says; what is known already stays.</summary>
    public void Add(HeaderCapture other) => _values.AddRange(other._values);
}
