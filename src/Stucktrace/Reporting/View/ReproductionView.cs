using System.Collections.Immutable;
using Stucktrace.Reporting.Text;
using Stucktrace.Reproduction.Recipes;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace.Reporting.View;

/// <summary>How a failure is provoked, as every output tells it. Texts are safe to show.</summary>
/// <param name="plan">The plan.</param>
/// <param name="language">Language.</param>
public sealed class ReproductionView(ReproductionPlan plan, Language language)
{
    const string Tab = "    ";

    /// <summary>What is provoked.</summary>
    public string What => VisibleText.Of(plan.What.Render(language));

    /// <summary>The ways into the module: <c>kill(2) → new_sys_kill → get_process_name</c>.</summary>
    public ImmutableArray<string> Ways => [.. plan.Calls.Where(c => c.Path is not null).Select(c => VisibleText.Of(c.Path!.ToString() ?? string.Empty, 1_000))];

    /// <summary>The ways to run the trigger, each with what comes of it; the control is among them.</summary>
    public ImmutableArray<(string Name, string What)> Modes => [.. plan.Modes.Select(m => (VisibleText.Of(m.Name), VisibleText.Of(m.What.Render(language))))];

    /// <summary>The kernel's reports that are to be expected.</summary>
    public string Expected => string.Join(", ", plan.Kinds.Select(k => k.Words()));

    /// <summary>What a person has to fill in.</summary>
    public ImmutableArray<string> Gaps => [.. plan.Gaps.Select(g => VisibleText.Of(g.Render(language)))];

    /// <summary>The program in C.</summary>
    public string Trigger => string.Join('\n', TriggerProgram.Of(plan, m => m.Render(language)).Split('\n').Select(l => VisibleText.Of(l.Replace("\t", Tab, StringComparison.Ordinal))));
}
