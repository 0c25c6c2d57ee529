using Stucktrace.Reporting;

namespace Stucktrace.Cli;

/// <summary>
/// Which language to speak. It has to be known before the command line is parsed, since help and errors of the parser are in it too.
/// </summary>
static class CommandLanguage
{
    internal static Language Find(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        string? option = null;
        for (int i = 0; i < args.Count && args[i] != "--"; i++)
        {
            if (args[i] == "--lang" && i + 1 < args.Count)
                option = args[i + 1];
            else if (args[i].StartsWith("--lang=", StringComparison.Ordinal))
                option = args[i]["--lang=".Length..];
        }

        return LanguageChoice.From(option, environment);
    }
}
