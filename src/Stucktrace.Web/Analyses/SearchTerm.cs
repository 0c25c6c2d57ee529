namespace Stucktrace.Web.Analyses;

/// <summary>A name by which a case is found.</summary>
/// <param name="Field">function, module, class, kernel or host.</param>
/// <param name="Value">The name.</param>
public sealed record SearchTerm(string Field, string Value)
{
    /// <summary>The fields that there are.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["function", "module", "class", "kernel", "host"];
}
