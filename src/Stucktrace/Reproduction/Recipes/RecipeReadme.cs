using System.Text;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Guests;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace.Reproduction.Recipes;

/// <summary>Writes what a person should know before running a recipe: what is provoked, by what, what to expect, and how to judge it.</summary>
/// <param name="plan">How the failure is provoked.</param>
/// <param name="kernel">The kernel, or null when none is known.</param>
/// <param name="text">Turns a message into a sentence of the user's language.</param>
sealed class RecipeReadme(ReproductionPlan plan, BootableKernel? kernel, Func<Message, string> text)
{
    readonly StringBuilder _out = new();

    /// <summary>Name of the module that is loaded in place of the one under test, or null.</summary>
    internal string? StandIn { get; init; }

    internal string Write()
    {
        Line("# ", Message.Of("recipe.title", plan.Module.File!.Name));
        Line();
        Line(string.Empty, plan.What);
        Line();
        WaysIn();
        Line("## ", Message.Of("recipe.run"));
        Line();
        Code($"./run.sh {plan.Provoking.Name}");
        if (plan.Control is { } control)
            Code($"./run.sh {control.Name}");
        Line();
        Line(string.Empty, kernel is null
            ? Message.Of("recipe.kernel-missing", plan.Module.File.KernelRelease ?? "?")
            : Message.Of("recipe.kernel", kernel.Release, kernel.ImagePath));
        if (StandIn is { } standIn)
            Line(string.Empty, Message.Of("recipe.stand-in", plan.Module.File.Name, plan.Module.File.KernelRelease ?? "?", standIn));
        Line(string.Empty, Message.Of("recipe.safe"));
        Line();
        Line("## ", Message.Of("recipe.expect"));
        Line();
        foreach (TriggerMode mode in plan.Modes)
            Line("* ", Message.Of(mode.IsControl ? "recipe.expect-control" : "recipe.expect-failure", $"`{mode.Name}`", mode.What));
        Line("* ", Message.Of("recipe.expect-reports", string.Join(", ", plan.Kinds.Select(k => Kebab(k.ToString()))), plan.Function));
        Line("* ", Message.Of("recipe.expect-bystanders", string.Join(", ", GuestSettings.Bystanders)));
        Line();
        Line("## ", Message.Of("recipe.judge"));
        Line();
        Line(string.Empty, Message.Of("recipe.judge-how"));
        Line();
        Code("stucktrace compare CASE machine.log");
        Line();
        if (plan.Gaps.Any())
        {
            Line("## ", Message.Of("recipe.gaps"));
            Line();
            foreach (Message gap in plan.Gaps)
                Line("* ", gap);
            Line();
        }

        Line("## ", Message.Of("recipe.files"));
        Line();
        foreach (string file in (string[])["trigger.c", "init.c", "settings", "run.sh", "modules"])
            Line($"* `{file}` ", Message.Of("recipe.file." + file.Replace('.', '-')));
        return _out.ToString();
    }

    void WaysIn()
    {
        TriggerCall[] calls = [.. plan.Calls.Where(c => c.Path is not null)];
        foreach (TriggerCall call in calls)
        {
            string path = call.Path!.ToString();
            Line("* ", (call.Kind, call.IsDeviceNumber) switch
            {
                (TriggerWayKind.File, true) => Message.Of("recipe.way-device", call.Entered, call.Name, (long)call.Minor, path),
                (TriggerWayKind.File, false) => Message.Of("recipe.way-file", call.Entered, call.Name, path),
                _ => Message.Of("trigger.enter", path),
            });
        }

        if (calls.Length > 0)
            Line();
    }

    void Code(string command) => _out.Append("    ").Append(command).Append('\n');

    void Line(string before = "", Message? message = null) => _out.Append(before).Append(message is null ? string.Empty : Plain(text(message))).Append('\n');

    // Names out of files: nothing of them becomes markup.
    static string Plain(string sentence) => sentence.Replace("<", "&lt;", StringComparison.Ordinal).Replace("\r", " ", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    static string Kebab(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
