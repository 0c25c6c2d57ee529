using System.CommandLine;
using System.Text;
using Stucktrace.Cli.Terminal;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace compare A B</c>: the same failure or not, and on what grounds.</summary>
static class CompareCommand
{
    internal static Command Build(CommandText text)
    {
        Command command = new("compare", text["command.compare"]);
        Argument<string> first = new("A") { Description = text["command.compare-first"] };
        Argument<string> second = new("B") { Description = text["command.compare-second"] };
        Option<string[]> modules = new("--module") { Description = text["command.compare-module"], HelpName = "FILE.ko", AllowMultipleArgumentsPerToken = false };
        Option<int?> pid = new("--given-pid") { Description = text["command.compare-pid"], HelpName = "PID" };
        Option<string> format = new("--format") { Description = text["command.compare-format"], HelpName = "text|json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        Option<bool> noColor = new("--no-color") { Description = text["command.no-color"] };
        Option<bool> quiet = new("--quiet", "-q") { Description = text["command.quiet"] };
        command.Add(first);
        command.Add(second);
        command.Add(modules);
        command.Add(pid);
        command.Add(format);
        command.Add(ReportOptions.LanguageOption(text));
        command.Add(noColor);
        command.Add(quiet);
        command.SetAction(parsed =>
        {
            (string one, string two) = (parsed.GetRequiredValue(first), parsed.GetRequiredValue(second));
            if (one == "-" && two == "-")
                return ModuleCommand.Usage(text["command.compare-once"]);
            CaseComparisonResult result;
            using (ProgressLine? progress = ProgressLine.IfUseful(parsed.GetValue(quiet), text))
                result = CaseComparison.Run(one, two, parsed.GetValue(modules) ?? [], new DiagnosisOptions { Progress = progress }, parsed.GetValue(pid));
            return Write(result, parsed.GetValue(format) == "json", text, TerminalStyle.ForOutput(parsed.GetValue(noColor)));
        });
        return command;
    }

    static int Write(CaseComparisonResult result, bool json, CommandText text, TextStyle style)
    {
        InputProblem[] problems = [.. result.First.Problems.Concat(result.Second.Problems).DistinctBy(p => (p.Path, p.Why.Id))];
        foreach (InputProblem problem in problems)
            Console.Error.WriteLine($"stucktrace: {VisibleText.Of(problem.Path)}: {VisibleText.Of(problem.Why.Render(text.Language))}");
        if (result.Verdict is not { } verdict)
            return ExitCode.InputUnreadable;
        using Stream output = Console.OpenStandardOutput();
        if (json)
        {
            ComparisonJson.Write(result, output, text.Language);
        }
        else
        {
            using StreamWriter writer = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            ComparisonText.Write(result, writer, text.Language, style);
        }

        return problems.Length > 0 ? ExitCode.InputUnreadable : verdict.IsSame ? ExitCode.Done : ExitCode.Bad;
    }
}
