using System.Collections.Immutable;

namespace Stucktrace.Web.Analyses;

/// <summary>What lists, searches and comparisons need of a result, kept in the store as JSON. Fields are only ever added: a summary of an older version lacks some, and reads as if they were empty.</summary>
public sealed record CaseSummary
{
    /// <summary>Name of a file of which nothing but its number may be said.</summary>
    /// <param name="number">Its number in the case.</param>
    internal static string NumberedName(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"file-{number}");

    /// <summary>The sentence that stands on its own, in English.</summary>
    public required string Headline { get; init; }

    /// <summary>The same in Chinese.</summary>
    public required string HeadlineZh { get; init; }

    /// <summary>Confidence as outputs write it.</summary>
    public required string Confidence { get; init; }

    /// <summary>Class of the failure as outputs write it.</summary>
    public required string Class { get; init; }

    /// <summary>Who is to blame: module, kernel, hardware, userspace, none, unknown.</summary>
    public required string Culprit { get; init; }

    /// <summary>Module to blame, or null.</summary>
    public string? Module { get; init; }

    /// <summary>Function to blame, or null.</summary>
    public string? Function { get; init; }

    /// <summary>Kernel release of the main incident, or null.</summary>
    public string? Kernel { get; init; }

    /// <summary>Host of the main incident, or null.</summary>
    public string? Host { get; init; }

    /// <summary>Identity of the loop that the CPU was in, or null.</summary>
    public string? LoopIdentity { get; init; }

    /// <summary>Whether the result holds a proof.</summary>
    public bool HasCertificate { get; init; }

    /// <summary>What would raise the confidence, in English.</summary>
    public ImmutableArray<string> RaisedBy { get => field.IsDefault ? [] : field; init; }

    /// <summary>The same in Chinese.</summary>
    public ImmutableArray<string> RaisedByZh { get => field.IsDefault ? [] : field; init; }

    /// <summary>Names by which the case is found.</summary>
    public ImmutableArray<SearchTerm> Terms { get => field.IsDefault ? [] : field; init; }

    /// <summary>How the result calls the files of the case, in order of their number: with <c>--redact</c> other names than their own.</summary>
    public ImmutableArray<string> Names { get => field.IsDefault ? [] : field; init; }

    /// <summary>Content security policy of the HTML reports.</summary>
    public required string ReportPolicy { get; init; }

    /// <summary>Version of Stucktrace that made it.</summary>
    public required string Engine { get; init; }
}
