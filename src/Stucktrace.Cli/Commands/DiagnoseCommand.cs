using System.CommandLine;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace diagnose INPUT...</c>: the whole answer.</summary>
static class DiagnoseCommand
{
    internal static Command Build(CommandText text)
    {
        Command command = new("diagnose", text["command.diagnose"]);
        ReportOptions options = new(text);
        options.AddTo(command);
        command.SetAction(parsed => ReportRun.Run(parsed, options, text, logOnly: false));
        return command;
    }
}
