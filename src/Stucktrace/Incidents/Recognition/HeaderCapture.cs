namespace Stucktrace.Incidents.Recognition;

/// <summary>What a header line says besides its wording.</summary>
sealed class HeaderCapture
{
    /// <summary>Values by the names of the gaps in <see cref="Wording"/>.</summary>
    readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The value of a gap, or null.</summary>
    public string? this[string gap] => _values.GetValueOrDefault(gap);

    /// <summary>A gap that holds a decimal number, or null when it is absent or too large.</summary>
    public int? Number(string gap) =>
        int.TryParse(this[gap], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>Remembers a value; the first one stays.</summary>
    public void Set(string gap, ReadOnlySpan<char> value) => _values.TryAdd(gap, value.ToString());

    /// <summary>Takes over what another header of the same report says and this one does not.</summary>
    public void Add(HeaderCapture other)
    {
        foreach ((string gap, string value) in other._values)
            _values.TryAdd(gap, value);
    }
}
