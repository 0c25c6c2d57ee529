using System.Collections.Immutable;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Reporting.Text;
using Stucktrace.Reproduction.Guests;
using Stucktrace.Reproduction.Recipes;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace.Reporting.View;

/// <summary>How a failure is provoked, as every output tells it. Texts are safe to show.</summary>
/// <param name="plan">The plan.</param>
/// <param name="language">Language.</param>
public sealed class ReproductionView(ReproductionPlan plan, Language language)
{
    const int MostCommand = 1_000;
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

    /// <summary>How to get the kernel that the module was built for; null when its file does not name one.</summary>
    public string? Fetch => plan.Module.File?.KernelRelease is { } release ? VisibleText.Of(KernelPackageName.Hint(release).Render(language)) : null;

    /// <summary>The commands, with nothing left to fill in but a kernel whose package the release does not tell.</summary>
    /// <param name="inputs">Paths of the case's inputs.</param>
    /// <param name="witness">Path of the log or dump that shows the failure; null when none does.</param>
    /// <param name="module">Path of the module's file among the inputs.</param>
    public string Commands(IEnumerable<string> inputs, string? witness, string module)
    {
        string all = string.Join(' ', inputs.Select(CheckCommand.Quote)), kernel = KernelPackageName.FileOf(plan.Module.File?.KernelRelease);
        string[] commands =
        [
            $"stucktrace reproduce {all} --kernel {kernel} --run",
            $"stucktrace reproduce {all} -o reproduction",
            $"reproduction/run.sh {plan.Provoking.Name} \"$PWD/VMLINUZ\" | tee machine.log",
            .. plan.Control is { } control ? [$"reproduction/run.sh {control.Name} \"$PWD/VMLINUZ\" | tee control.log"] : Array.Empty<string>(),
            .. witness is null ? Array.Empty<string>() : [$"stucktrace compare {CheckCommand.Quote(witness)} machine.log --module {CheckCommand.Quote(module)}"],
        ];
        return string.Join('\n', commands.Select(c => VisibleText.Of(c, MostCommand)));
    }

    /// <summary>The other files of the machine, the same in every language: the script that builds and starts it, its settings, its first process.</summary>
    public ImmutableArray<(string Name, string Text)> Files =>
    [
        ("run.sh", Safe(new Recipe(plan, string.Empty, m => m.Render(language)).Script())),
        ("settings", Safe(GuestSettings.Text([$"{plan.Module.File?.Name}.ko"], plan.Provoking, plan.Shape))),
        ("init.c", Safe(RecipeFile.Text("init.c"))),
    ];

    /// <summary>The program in C.</summary>
    public string Trigger => Safe(TriggerProgram.Of(plan, m => m.Render(language)));

    static string Safe(string text) => string.Join('\n', text.Split('\n').Select(l => VisibleText.Of(l.Replace("\t", Tab, StringComparison.Ordinal))));
}
