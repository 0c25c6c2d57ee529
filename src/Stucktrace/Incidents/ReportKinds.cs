using System.Collections.Immutable;

namespace Stucktrace.Incidents;

/// <summary>Names of the kinds as the JSON writes them.</summary>
public static class ReportKinds
{
    static readonly ImmutableArray<string> Names = [.. Enum.GetValues<ReportKind>().Select(k => k.Kebab())];

    /// <summary>The kind's name in the JSON: <c>soft-lockup</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Name(this ReportKind kind) => Names[(int)kind];
}
