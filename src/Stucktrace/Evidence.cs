namespace Stucktrace;

/// <summary>Where a claim rests: a place in an input that every output can lead to.</summary>
/// <param name="Input">Index of the input.</param>
/// <param name="Line">First line, from 1.</param>
/// <param name="LastLine">Last line; equal to <paramref name="Line"/> for a single one.</param>
/// <param name="Quote">What stands there, without prefix, or null when it was too long to keep.</param>
public sealed record Evidence(int Input, long Line, long LastLine, string? Quote = null)
{
    /// <summary>Section of a module file, for evidence that lies in one; lines are 0 then.</summary>
    public string? Section { get; init; }

    /// <summary>Offset in <see cref="Section"/>.</summary>
    public ulong Offset { get; init; }

    /// <summary>Virtual address in the memory of a dump, for evidence that lies there; 0 otherwise.</summary>
    public ulong Address { get; init; }

    /// <summary>Evidence of a single line.</summary>
    /// <param name="input">Index of the input.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="quote">What stands there.</param>
    public static Evidence At(int input, long line, string? quote = null) => new(input, line, line, quote);

    /// <summary>Evidence in the memory of a dump.</summary>
    /// <param name="input">Index of the input.</param>
    /// <param name="address">Virtual address.</param>
    /// <param name="quote">What is there.</param>
    public static Evidence InMemory(int input, ulong address, string? quote = null) => new(input, 0, 0, quote) { Address = address };

    /// <summary>Evidence in a module file.</summary>
    /// <param name="input">Index of the input.</param>
    /// <param name="section">Name of the section.</param>
    /// <param name="offset">Offset in it.</param>
    /// <param name="quote">What stands there: an instruction as text.</param>
    public static Evidence InSection(int input, string section, ulong offset, string? quote = null) => new(input, 0, 0, quote) { Section = section, Offset = offset };
}
