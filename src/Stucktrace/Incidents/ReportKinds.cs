using System.Collections.Immutable;

namespace Stucktrace.Incidents;

/// <summary>Names of the kinds as the JSON writes them.</summary>
public static class ReportKinds
{
    static readonly ImmutableArray<string> Names = [.. Enum.GetNames<ReportKind>().Select(Kebab)];

    /// <summary>The kind's name in the JSON: <c>soft-lockup</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Name(this ReportKind kind) => Names[(int)kind];

    static string Kebab(string name) =>
        string.Concat(name.Select((c, i) => char.IsAsciiLetterUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
