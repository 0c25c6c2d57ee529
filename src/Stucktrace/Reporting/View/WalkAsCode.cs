using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Code.Loops;
using Stucktrace.Reporting.Modules;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.View;

/// <summary>A list walk as a module's instructions do it, written as C beside the right way: no source is known, so names are roles and conditions are words.</summary>
static class WalkAsCode
{
    const int MostExits = 6;

    /// <summary>The walk in lines of text; null for a loop that is none.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="language">Language of the words.</param>
    internal static string? Of(StuckLoop loop, Language language)
    {
        if (loop.Facts is not { Walk: { } walk, Exits.IsEmpty: false } facts)
            return null;
        List<string> lines =
        [
            $"p = {(walk.StartKind == StartKind.Current ? "current" : language.Say("page.code.first"))};",
            "for (;;) {",
            $"    p = {language.Say("page.code.next", LoopLabels.Pointer(walk))}",
        ];
        foreach (ExitCondition exit in facts.Exits.DistinctBy(e => (e.BranchAt, e.Formula)).Take(MostExits))
            lines.AddRange([$"    if ({exit.Words.Render(language)})", $"        break;    /* {loop.Module.Text(exit.BranchAt)} */"]);
        lines.Add("}");
        return string.Join('\n', lines.Select(l => VisibleText.Of(l)));
    }
}
