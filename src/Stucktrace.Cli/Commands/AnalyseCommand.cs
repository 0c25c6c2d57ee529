using System.CommandLine;
using Stucktrace.Web.Analyses;

namespace Stucktrace.Cli.Commands;

/// <summary>What <c>stucktrace serve</c> calls itself with: one analysis in a process of its own. Not for users.</summary>
static class AnalyseCommand
{
    internal const string Name = "analyse-case";

    internal static Command Build()
    {
        Command command = new(Name) { Hidden = true };
        Option<bool> redact = new(AnalysisWorker.RedactOption);
        command.Add(redact);
        command.SetAction(parsed =>
        {
            using Stream application = Console.OpenStandardInput();
            return AnalysisWorker.Run(application, Console.Out, parsed.GetValue(redact));
        });
        return command;
    }
}
