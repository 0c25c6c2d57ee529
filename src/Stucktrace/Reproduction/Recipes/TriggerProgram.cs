using System.Globalization;
using System.Text;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Triggers;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reproduction.Recipes;

/// <summary>Writes the C program that provokes a failure: static, alone, with the reason beside each step.</summary>
/// <param name="plan">How it is provoked.</param>
/// <param name="text">Turns a message into a sentence of the user's language.</param>
public sealed class TriggerProgram(ReproductionPlan plan, Func<Message, string> text)
{
    const int Width = 140;
    readonly StringBuilder _out = new();

    /// <summary>Option by which the program runs on a machine that was not made for it.</summary>
    public const string Anywhere = "--yes-on-this-machine";

    /// <summary>The program's source.</summary>
    /// <param name="plan">How it is provoked.</param>
    /// <param name="text">Turns a message into a sentence of the user's language.</param>
    public static string Of(ReproductionPlan plan, Func<Message, string> text) => new TriggerProgram(plan, text).Write();

    string Write()
    {
        Head();
        _out.Append(RecipeFile.Text("trigger-common.c"));
        if (plan.Calls.Any(c => c.Kind == TriggerWayKind.File))
            _out.Append(RecipeFile.Text("trigger-file.c"));
        if (plan.Calls.Any(c => c.Kind == TriggerWayKind.Packet))
            _out.Append(RecipeFile.Text("trigger-packet.c"));
        string[] names = ["enter", "enter_second"];
        for (int i = 0; i < plan.Calls.Length; i++)
            new CallSource(_out, plan.Calls[i], text).Write(names[i]);
        switch (plan.Shape)
        {
            case TriggerShape.TaskWalk:
                Line($"#define WANTED {Wanted(plan.Endless!)}");
                _out.Append('\n').Append(RecipeFile.Text("trigger-walk.c"));
                _out.Append(RecipeFile.Text(plan.Endless!.Neighbour == Neighbour.Freed ? "trigger-walk-freed.c" : "trigger-walk-alive.c"));
                break;
            case TriggerShape.CrossedLocks:
                _out.Append(RecipeFile.Text("trigger-locks.c"));
                break;
            default:
                _out.Append(RecipeFile.Text("trigger-call.c"));
                Acts();
                break;
        }

        Main();
        return _out.ToString();
    }

    void Head()
    {
        Comment(
            [
                text(Message.Of("trigger.head.what", text(plan.What))),
                text(Message.Of("trigger.head.module", plan.Module.File!.Name, plan.Module.File.KernelRelease ?? "?")),
                .. plan.Modes.Select(m => $"./trigger {m.Name}: {text(m.What)}"),
                text(Message.Of("trigger.head.build")),
                text(Message.Of("trigger.head.where", Anywhere)),
                .. plan.Gaps.Select(g => text(Message.Of("trigger.head.gap", text(g)))),
            ]);
        _out.Append('\n');
    }

    static string Wanted(TaskScenario scenario) => scenario.Wanted switch
    {
        WantedTask.Leader => "(long)getppid()",
        WantedTask.OnlyThread or WantedTask.Caller => "(long)syscall(SYS_gettid)",
        _ => "nobodys_pid()",
    };

    // What each mode of the simple shapes does.
    void Acts()
    {
        foreach (TriggerMode mode in plan.Modes)
        {
            Comment([text(mode.What)]);
            Line($"static int by_{mode.Name.Replace('-', '_')}(void)");
            Line("{");
            switch (mode.Name)
            {
                case "kept":
                    Line("\tin_child(enter, nobodys_pid());");
                    Line("\tsay(\"the process that took the lock has exited\");");
                    Line("\treturn in_child(enter_second, nobodys_pid());");
                    break;
                case "given-back":
                    Line("\tin_child(enter_second, nobodys_pid());");
                    Line("\treturn in_child(enter_second, nobodys_pid());");
                    break;
                case "somebody":
                    Line("\treturn in_child(enter, getpid());");
                    break;
                case "elsewhere":
                    Line("\treturn in_child(enter_elsewhere, nobodys_pid());");
                    break;
                case "nothing":
                    Line("\treturn 0;");
                    break;
                default:
                    Line("\treturn in_child(enter, nobodys_pid());");
                    break;
            }

            Line("}");
            Line();
        }
    }

    void Main()
    {
        Line("int main(int count, char **arguments)");
        Line("{");
        Line("\tconst char *mode = count > 1 ? arguments[1] : \"\";");
        Line($"\tif (!is_made_for_this() && !(count > 2 && !strcmp(arguments[2], \"{Anywhere}\"))) {{");
        Line($"\t\tsay(\"this makes a kernel hang: it runs in the machine of run.sh only, or with {Anywhere} behind the mode\");");
        Line("\t\treturn 2;");
        Line("\t}");
        foreach (Message gap in plan.Gaps)
            Line($"\tsay(\"%s\", {Quoted(text(Message.Of("trigger.head.gap", text(gap))))});");
        foreach (TriggerMode mode in plan.Modes)
        {
            string function = plan.Shape == TriggerShape.CrossedLocks ? mode.Name : "by_" + mode.Name.Replace('-', '_');
            Line($"\tif (!strcmp(mode, \"{mode.Name}\"))");
            Line($"\t\treturn {function}();");
        }

        Line($"\tsay(\"which? {string.Join(" or ", plan.Modes.Select(m => m.Name))}\");");
        Line("\treturn 2;");
        Line("}");
    }

    void Comment(IEnumerable<string> paragraphs) => SourceText.Comment(_out, paragraphs, Width);

    void Line(string line = "") => _out.Append(CultureInfo.InvariantCulture, $"{line}\n");

    static string Quoted(string text) => SourceText.Quoted(text);
}
