using System.CommandLine;
using Stucktrace.Cli.Terminal;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace explain ST1001</c>: what a finding means, offline.</summary>
static class ExplainCommand
{
    internal static Command Build(CommandText text)
    {
        Command command = new("explain", text["command.explain"]);
        Argument<string?> id = new("ST1234") { Description = text["command.explain-id"], Arity = ArgumentArity.ZeroOrOne };
        id.CompletionSources.Add(_ => FindingCatalogue.All.Select(d => new System.CommandLine.Completions.CompletionItem(d.Id)));
        command.Add(id);
        command.Add(ReportOptions.LanguageOption(text));
        Option<bool> noColor = new("--no-color") { Description = text["command.no-color"] };
        command.Add(noColor);
        command.SetAction(parsed => Explain(parsed.GetValue(id), text, parsed.GetValue(noColor)));
        return command;
    }

    static int Explain(string? id, CommandText text, bool noColor)
    {
        if (id is null)
        {
            foreach (FindingDescription description in FindingCatalogue.All)
                Console.Out.WriteLine($"{description.Id}  {description.Title.In(text.Language)}");
            return ExitCode.Done;
        }

        if (FindingCatalogue.Find(id) is not { } found)
        {
            Console.Error.WriteLine($"stucktrace: {text.Format("command.explain-unknown", VisibleText.Of(id))}");
            return ExitCode.Usage;
        }

        ExplainText.Write(found, Console.Out, text.Language, TerminalStyle.ForOutput(noColor));
        return ExitCode.Done;
    }
}
