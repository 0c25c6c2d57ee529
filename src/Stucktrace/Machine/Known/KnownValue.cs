namespace Stucktrace.Machine.Known;

/// <summary>A number of which some bits may not be known.</summary>
/// <param name="Value">The bits; zero where they are not known.</param>
/// <param name="Unknown">One for each bit that is not known.</param>
public readonly record struct KnownValue(ulong Value, ulong Unknown)
{
    /// <summary>True when all bits are known.</summary>
    public bool IsKnown => Unknown == 0;

    /// <summary>A number that is known.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator KnownValue(ulong value) => new(value, 0);

    /// <summary>A value of which nothing is known.</summary>
    /// <param name="bits">Its width.</param>
    public static KnownValue Nothing(int bits) => new(0, Numbers.Mask(bits));
}
