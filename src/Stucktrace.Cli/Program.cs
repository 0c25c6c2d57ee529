using Stucktrace.Cli.Commands;
using Stucktrace.Reporting;

namespace Stucktrace.Cli;

/// <summary>The command line: finds the language, parses, runs, and turns what went wrong into an exit status.</summary>
static class Program
{
    internal static int Main(string[] args)
    {
        Language language = CommandLanguage.Find(args, Environment.GetEnvironmentVariable);
        try
        {
            return CommandTree.Run(args, language);
        }
        catch (IOException e) when (BrokenPipe.Is(e))
        {
            return ExitCode.BrokenPipe;
        }
#pragma warning disable CA1031 // The last resort: whatever it is, the user gets one line and a status that means "a bug in Stucktrace".
        catch (Exception e)
#pragma warning restore CA1031
        {
            bool debug = args.Contains("--debug", StringComparer.Ordinal);
            Console.Error.WriteLine(Formats.Message.Of("command.bug", e.GetType().Name, e.Message).Render(language));
            Console.Error.WriteLine(debug ? e.ToString() : Formats.Message.Of("command.bug-debug").Render(language));
            return ExitCode.Bug;
        }
    }
}
