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
    // Timers and delayed work of minutes are rare, and a machine is given less than three.
    const int LoadSeconds = 60;

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
            case TriggerWayKind.File:
                output.Append(CultureInfo.InvariantCulture, $"\tint file = {Opened()};\n\tif (file < 0)\n\t\treturn -1;\n");
                output.Append(Operation(arguments));
                break;
            case TriggerWayKind.Packet:
                output.Append(CultureInfo.InvariantCulture, $"\treturn sent_to_itself({call.Name});\n");
                break;
            case TriggerWayKind.Load:
                output.Append(CultureInfo.InvariantCulture, $"\t/* What was started when the module was loaded gets there by itself, in its own time. */\n\tsleep({LoadSeconds});\n\treturn 0;\n");
                break;
            default:
                output.Append("\terrno = ENOSYS;\n\treturn -1;\n");
                break;
        }

        output.Append("}\n\n");
    }

    string Opened() => call.IsDeviceNumber ? string.Create(CultureInfo.InvariantCulture, $"opened_device({SourceText.Quoted(call.Name)}, {call.Minor})") : $"opened({SourceText.Quoted(call.Name)})";

    string Operation(ImmutableArray<TriggerArgument> arguments) => call.Operation switch
    {
        FileOperation.Control => $"\treturn closed(file, ioctl(file, {Request(arguments[1])}, {Word(arguments[2])}));\n",
        FileOperation.Read => "\treturn closed(file, read(file, buffer, sizeof buffer));\n",
        // A parameter or an attribute is a number or a word; what another file wants is not known.
        FileOperation.Write when call.Name.StartsWith("/sys/", StringComparison.Ordinal) && !call.Name.StartsWith("/sys/kernel/debug/", StringComparison.Ordinal)
            => "\treturn closed(file, write(file, \"1\", 1));\n",
        // Files of /proc and debugfs hold text, as a rule.
        FileOperation.Write when call.Name.StartsWith('/') && !call.Name.StartsWith("/dev/", StringComparison.Ordinal)
            => $"\tbuffer[0] = '1';\n\treturn closed(file, write(file, buffer, {Value(arguments[2])}));\n",
        FileOperation.Write => $"\treturn closed(file, write(file, buffer, {Value(arguments[2])}));\n",
        FileOperation.Seek => $"\treturn closed(file, lseek(file, {Value(arguments[1])}, {Value(arguments[2])}));\n",
        FileOperation.Poll => "\tstruct pollfd asked = { .fd = file, .events = POLLIN | POLLOUT };\n\treturn closed(file, poll(&asked, 1, 0));\n",
        FileOperation.Map => "\treturn closed(file, mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED ? -1 : 0);\n",
        FileOperation.List => "\treturn closed(file, syscall(SYS_getdents64, file, buffer, sizeof buffer));\n",
        _ => "\treturn closed(file, 0);\n",
    };

    // The request number as its macros make it (include/uapi/asm-generic/ioctl.h).
    static string Request(TriggerArgument argument)
    {
        uint number = unchecked((uint)argument.Number);
        uint type = (number >> 8) & 0xff, size = (number >> 16) & 0x3fff;
        string macro = (number >> 30) switch { 0 => "_IO", 1 => "_IOW", 2 => "_IOR", _ => "_IOWR" };
        string about = type is < 0x20 or > 0x7e or '\'' or '\\' or '*' or '/' ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $" /* {macro}('{(char)type}', {number & 0xff}{(size > 0 ? $", {size} bytes" : string.Empty)}) */");
        return string.Create(CultureInfo.InvariantCulture, $"0x{number:x}UL{about}");
    }

    static string Word(TriggerArgument argument) => argument.Kind == TriggerArgumentKind.Buffer ? "(long)buffer" : Value(argument);

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
