using System.CommandLine;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace log INPUT...</c>: reports, incidents and timeline, without the verdict.</summary>
static class LogCommand
{
    internal static Command Build(CommandText text)
    {
        Command command = new("log", text["command.log"]);
        ReportOptions options = new(text);
        options.AddTo(command);
        command.SetAction(parsed => ReportRun.Run(parsed, options, text, logOnly: true));
        return command;
    }
}
