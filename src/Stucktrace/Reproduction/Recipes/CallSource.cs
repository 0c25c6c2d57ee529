using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace.Reproduction.Recipes;

/// <summary>Writes the C function that enters the module.</summary>
/// <param name="output">Where to.</param>
/// <param name="call">The way in.</param>
/// <param name="text">Turns a message into a sentence.</param>
sealed class CallSource(StringBuilder output, TriggerCall call, Func<Message, string> text)
{
    /// <summary>Writes it, and the one with arguments that lead elsewhere where there is one.</summary>
    /// <param name="name">Name of the function.</param>
    internal void Write(string name)
    {
        List<string> about = [text(Message.Of("trigger.enter", call.Path?.ToString() ?? "?"))];
        foreach ((TriggerArgument argument, int i) in call.Arguments.Select((a, i) => (a, i)))
        {
            if (argument.Why is { } why)
                about.Add(text(Message.Of("trigger.argument", i + 1, text(why))));
        }

        about.AddRange(call.Gaps.Select(g => text(Message.Of("trigger.head.gap", text(g)))));
        SourceText.Comment(output, about, 140);
        Function(name, call.Arguments);
        if (call.Elsewhere is { } elsewhere)
        {
            SourceText.Comment(output, [text(Message.Of("trigger.elsewhere"))], 140);
            Function(name + "_elsewhere", elsewhere);
        }
    }

    void Function(string name, ImmutableArray<TriggerArgument> arguments)
    {
        output.Append(CultureInfo.InvariantCulture, $"static long __attribute__((unused)) {name}(long pid)\n{{\n\t(void)pid;\n");
        switch (call.Kind)
        {
            case TriggerWayKind.SystemCall:
                if (arguments.Any(a => a.Kind == TriggerArgumentKind.File))
                    output.Append("\tint file = open(\"/dev/zero\", O_RDWR);\n");
                output.Append(CultureInfo.InvariantCulture, $"\treturn syscall({call.Number} /* {call.Name} */{string.Concat(arguments.Select(a => ", " + Value(a)))});\n");
                break;
            case TriggerWayKind.Load:
                output.Append("\treturn 0;\n");
                break;
            default:
                output.Append("\terrno = ENOSYS;\n\treturn -1;\n");
                break;
        }

        output.Append("}\n\n");
    }

    static string Value(TriggerArgument argument) => argument.Kind switch
    {
        TriggerArgumentKind.Pid => "pid",
        TriggerArgumentKind.Path => "\"/dev/null\"",
        TriggerArgumentKind.MissingPath => "\"/stucktrace/missing\"",
        TriggerArgumentKind.Buffer => "buffer",
        TriggerArgumentKind.Size => "sizeof buffer",
        TriggerArgumentKind.File => "file",
        _ => argument.Number.ToString(CultureInfo.InvariantCulture) + "L",
    };
}
