using System.CommandLine;
using Stucktrace.Reporting;

namespace Stucktrace.Cli.Commands;

/// <summary>All commands. Help, completions and man pages are made from this one tree.</summary>
static class CommandTree
{
    internal static RootCommand Build(Language language)
    {
        CommandText text = new(language);
        RootCommand root = new(text["command.root"]);
        root.Options.Clear();
        root.Directives.Clear();
        root.Add(DiagnoseCommand.Build(text));
        root.Add(LogCommand.Build(text));
        root.Add(ModuleCommand.Build(text));
        root.Add(ProveCommand.Build(text));
        root.Add(VmcoreCommand.Build(text));
        root.Add(VerifyCommand.Build(text));
        root.Add(ExtractCommand.Build(text));
        root.Add(CompareCommand.Build(text));
        root.Add(ServeCommand.Build(text));
        root.Add(AnalyseCommand.Build());
        root.Add(ReproduceCommand.Build(text));
        root.Add(ExplainCommand.Build(text));
        root.Add(CompletionCommand.Build(text, root));
        root.Add(ManCommand.Build(text, root));
        root.Add(new VersionOption { Description = text["command.version"] });
        root.Add(new Option<bool>("--help", "-h", "-?") { Description = text["command.help"], Recursive = true, Action = new HelpAction(text) });
        root.Add(new Option<bool>("--debug") { Hidden = true, Recursive = true });
        return root;
    }

    internal static int Run(IReadOnlyList<string> args, Language language)
    {
        RootCommand root = Build(language);
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        bool wantsHelp = parsed.Action is HelpAction;
        if (!wantsHelp && args.Count == 0)
        {
            HelpWriter.Write(root, new CommandText(language), Console.Out);
            return ExitCode.Usage;
        }

        if (!wantsHelp && (parsed.Errors.Count > 0 || UsageErrors.UnknownOption(parsed) is not null))
            return UsageErrors.Print(parsed, new CommandText(language), Console.Error);
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
}
