using System.CommandLine;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace man [COMMAND]</c>: a manual page in troff, made from the command tree.</summary>
static class ManCommand
{
    internal static Command Build(CommandText text, RootCommand root)
    {
        Command command = new("man", text["command.man"]);
        Argument<string?> name = new("COMMAND") { Arity = ArgumentArity.ZeroOrOne, Description = text["command.man-command"] };
        command.Add(name);
        command.SetAction(parsed =>
        {
            string? wanted = parsed.GetValue(name);
            Command? found = wanted is null ? root : root.Subcommands.FirstOrDefault(c => c.Name == wanted);
            if (found is null)
            {
                Console.Error.WriteLine($"stucktrace: {text.Format("command.not-understood", wanted)}");
                return ExitCode.Usage;
            }

            Console.Out.Write(Page(found, text));
            return ExitCode.Done;
        });
        return command;
    }

    internal static string Page(Command command, CommandText text)
    {
        using StringWriter page = new() { NewLine = "\n" };
        string title = command is RootCommand ? "stucktrace" : $"stucktrace-{command.Name}";
        page.WriteLine($".TH {title.ToUpperInvariant()} 1 \"\" \"Stucktrace {typeof(ManCommand).Assembly.GetName().Version?.ToString(3)}\"");
        page.WriteLine(".SH NAME");
        page.WriteLine($"{title} \\- {Escape(command.Description)}");
        page.WriteLine(".SH SYNOPSIS");
        page.WriteLine(Escape(HelpWriter.Usage(command, text)));
        Section(page, "COMMANDS", [.. command.Subcommands.Where(c => !c.Hidden).Select(c => ($"{c.Name}", c.Description))]);
        Section(page, "ARGUMENTS", [.. command.Arguments.Select(a => (HelpWriter.ArgumentLabel(a), a.Description))]);
        Section(page, "OPTIONS", [.. HelpWriter.OptionsOf(command).Select(o => (HelpWriter.OptionLabel(o), o.Description))]);
        page.WriteLine(".SH EXAMPLES");
        page.WriteLine(".nf");
        page.WriteLine(Escape(text[command is RootCommand ? "command.examples" : $"command.{command.Name}-examples"]));
        page.WriteLine(".fi");
        page.WriteLine(".SH EXIT STATUS");
        page.WriteLine(Escape(text["command.exit-status"]));
        return page.ToString();
    }

    static void Section(StringWriter page, string title, IReadOnlyList<(string Label, string? Description)> rows)
    {
        if (rows.Count == 0)
            return;
        page.WriteLine($".SH {title}");
        foreach ((string label, string? description) in rows)
        {
            page.WriteLine(".TP");
            page.WriteLine($"\\fB{Escape(label)}\\fR");
            page.WriteLine(Escape(description));
        }
    }

    // A line that starts with a dot or a quote is a troff request; a backslash and a bare minus have meanings too.
    static string Escape(string? text) =>
        (text ?? string.Empty)
            .Replace("\\", "\\e", StringComparison.Ordinal)
            .Replace("-", "\\-", StringComparison.Ordinal)
            .Replace("\n.", "\n\\&.", StringComparison.Ordinal)
            .Replace("\n'", "\n\\&'", StringComparison.Ordinal);
}
