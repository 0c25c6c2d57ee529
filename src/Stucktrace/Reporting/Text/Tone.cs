namespace Stucktrace.Reporting.Text;

/// <summary>What a piece of text means to the eye; never the only carrier of its meaning.</summary>
public enum Tone
{
    /// <summary>Ordinary text.</summary>
    Plain,
    /// <summary>Names and headings.</summary>
    Strong,
    /// <summary>Places and other small print.</summary>
    Quiet,
    /// <summary>The cause.</summary>
    Bad,
    /// <summary>Doubt, damage.</summary>
    Warning,
    /// <summary>Cleared, nothing found.</summary>
    Good,
    /// <summary>Numbers of findings and commands.</summary>
    Accent,
}
