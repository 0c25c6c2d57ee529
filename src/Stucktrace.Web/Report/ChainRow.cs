namespace Stucktrace.Web.Report;

/// <summary>What the cause holds up, and who waits for it.</summary>
/// <param name="Relation">Kind of the link.</param>
/// <param name="Victims">Who waits.</param>
/// <param name="More">How many more wait.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Height">Height.</param>
sealed record ChainRow(string Relation, IReadOnlyList<string> Victims, int More, int Y, int Height)
{
    /// <summary>The middle.</summary>
    internal int Middle => Y + (Height / 2);
}
