using System.CommandLine;
using Stucktrace.Cli.Terminal;
using Stucktrace.Reporting.Text;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace compare A B</c>: the same failure or not, and on what grounds.</summary>
static class CompareCommand
{
    internal static Command Build(CommandText text)
    {
        Command command = new("compare", text["command.compare"]);
        Argument<string> first = new("A") { Description = text["command.compare-first"] };
        Argument<string> second = new("B") { Description = text["command.compare-second"] };
        Option<string[]> modules = new("--module") { Description = text["command.compare-module"], HelpName = "FILE.ko" };
        Option<bool> noColor = new("--no-color") { Description = text["command.no-color"] };
        command.Add(first);
        command.Add(second);
        command.Add(modules);
        command.Add(ReportOptions.LanguageOption(text));
        command.Add(noColor);
        command.SetAction(parsed =>
        {
            FailureSignature one = Read(parsed.GetRequiredValue(first), parsed.GetValue(modules) ?? []), two = Read(parsed.GetRequiredValue(second), parsed.GetValue(modules) ?? []);
            ComparisonVerdict verdict = FailureComparer.Compare(one, two);
            using StreamWriter writer = new(Console.OpenStandardOutput()) { NewLine = "\n" };
            ComparisonText.Write(verdict, parsed.GetRequiredValue(first), parsed.GetRequiredValue(second), writer, text.Language, TerminalStyle.ForOutput(parsed.GetValue(noColor)));
            return verdict.IsSame ? ExitCode.Done : ExitCode.Bad;
        });
        return command;
    }

    static FailureSignature Read(string path, string[] modules) => FailureSignature.Of(Diagnosis.Run([path, .. modules], new DiagnosisOptions()));
}
