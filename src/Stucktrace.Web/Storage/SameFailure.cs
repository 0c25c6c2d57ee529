using Stucktrace.Web.Analyses;

namespace Stucktrace.Web.Storage;

/// <summary>
/// What two cases have in common that show the same failure. The identity of the loop is the same at every instruction of the loop, at any load address,
/// and in a rebuild that did not touch the function; without a module's file, class, module and function must do.
/// </summary>
static class SameFailure
{
    /// <summary>By the identity of the loop where that is known, else by the place; null where too little is known to call anything the same.</summary>
    internal static string? KeyOf(CaseSummary summary) => summary.LoopIdentity is { } loop ? $"loop:{loop}" : PlaceOf(summary);

    /// <summary>By class, module and function; null where one is unknown.</summary>
    internal static string? PlaceOf(CaseSummary summary) => summary switch
    {
        { Culprit: "none" or "unknown" } => null,
        { Module: { } module, Function: { } function } => $"place:{summary.Class} {module} {function}",
        _ => null,
    };
}
