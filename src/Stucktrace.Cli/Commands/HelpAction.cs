using System.CommandLine;
using System.CommandLine.Invocation;

namespace Stucktrace.Cli.Commands;

/// <summary>Prints help for the command that was named.</summary>
/// <param name="text">Texts.</param>
sealed class HelpAction(CommandText text) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        HelpWriter.Write(parseResult.CommandResult.Command, text, Console.Out);
        return ExitCode.Done;
    }
}
