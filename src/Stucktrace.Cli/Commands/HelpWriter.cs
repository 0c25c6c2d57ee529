using System.CommandLine;

namespace Stucktrace.Cli.Commands;

/// <summary>Writes the help of a command: examples first, since that is what a hurried reader copies.</summary>
static class HelpWriter
{
    internal static void Write(Command command, CommandText text, TextWriter output)
    {
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine(text["command.usage"]);
        output.WriteLine($"  {Usage(command, text)}");
        foreach (string line in Examples(command, text))
            output.WriteLine(line);
        Section(output, text["command.commands"], [.. command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description ?? string.Empty))]);
        Section(output, text["command.arguments"], [.. command.Arguments.Where(a => !a.Hidden).Select(a => (ArgumentLabel(a), a.Description ?? string.Empty))]);
        Section(output, text["command.options"], [.. OptionsOf(command).Select(o => (OptionLabel(o), o.Description ?? string.Empty))]);
        output.WriteLine();
        output.WriteLine(text["command.exit-status"]);
    }

    internal static IEnumerable<Option> OptionsOf(Command command)
    {
        IEnumerable<Option> own = command.Options;
        IEnumerable<Option> inherited = command.Parents.OfType<Command>().SelectMany(p => p.Options).Where(o => o.Recursive);
        return own.Concat(inherited).Where(o => !o.Hidden);
    }

    internal static string OptionLabel(Option option)
    {
        string names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(n => n.Length).ThenBy(n => n, StringComparer.Ordinal));
        return option.ValueType == typeof(bool) || option.HelpName is null ? names : $"{names} {option.HelpName}";
    }

    internal static string ArgumentLabel(Argument argument)
    {
        string name = argument.HelpName ?? argument.Name;
        return argument.Arity.MaximumNumberOfValues > 1 ? $"{name}..." : name;
    }

    internal static string Usage(Command command, CommandText text)
    {
        string path = command is RootCommand ? "stucktrace" : $"stucktrace {command.Name}";
        if (command.Subcommands.Any(c => !c.Hidden))
            path += $" {text["command.usage-command"]}";
        foreach (Argument argument in command.Arguments)
            path += argument.Arity.MinimumNumberOfValues == 0 ? $" [{ArgumentLabel(argument)}]" : $" {ArgumentLabel(argument)}";
        return $"{path} {text["command.usage-options"]}";
    }

    static IEnumerable<string> Examples(Command command, CommandText text)
    {
        string id = command is RootCommand ? "command.examples" : $"command.{command.Name}-examples";
        yield return string.Empty;
        yield return text["command.examples-title"];
        foreach (string line in text[id].Split('\n'))
            yield return $"  {line}";
    }

    static void Section(TextWriter output, string title, IReadOnlyList<(string Label, string Description)> rows)
    {
        if (rows.Count == 0)
            return;
        int width = Math.Min(34, rows.Max(r => r.Label.Length));
        output.WriteLine();
        output.WriteLine(title);
        foreach ((string label, string description) in rows)
        {
            if (label.Length > width)
                output.WriteLine($"  {label}\n  {new string(' ', width)}  {description}");
            else
                output.WriteLine($"  {label.PadRight(width)}  {description}");
        }
    }
}
