using System.CommandLine;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace completion bash|zsh|fish</c>: a completion script made from the command tree.</summary>
static class CompletionCommand
{
    internal static Command Build(CommandText text, RootCommand root)
    {
        Command command = new("completion", text["command.completion"]);
        Argument<string> shell = new("SHELL") { HelpName = "bash|zsh|fish", Description = text["command.completion-shell"] };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        command.Add(shell);
        command.SetAction(parsed =>
        {
            Console.Out.Write(parsed.GetRequiredValue(shell) switch
            {
                "bash" => Bash(root),
                "zsh" => Zsh(root),
                _ => Fish(root),
            });
            return ExitCode.Done;
        });
        return command;
    }

    static IEnumerable<Command> CommandsOf(RootCommand root) => root.Subcommands.Where(c => !c.Hidden);

    static IEnumerable<string> NamesOf(Command command) => HelpWriter.OptionsOf(command).SelectMany(o => o.Aliases.Append(o.Name));

    /// <summary>The words that an argument of the command can be.</summary>
    static string[] WordsOf(Command command) => [.. command.Arguments.Where(a => a.HelpName?.Contains('|', StringComparison.Ordinal) == true).SelectMany(a => a.HelpName!.Split('|'))];

    static string[] ValuesOf(Option option) => option.HelpName?.Contains('|', StringComparison.Ordinal) == true ? option.HelpName.Split('|') : [];

    static IEnumerable<Option> OptionsWithValues(RootCommand root) =>
        CommandsOf(root).SelectMany(c => c.Options).DistinctBy(o => o.Name).Where(o => ValuesOf(o).Length > 0);

    static string Bash(RootCommand root)
    {
        using StringWriter script = new() { NewLine = "\n" };
        script.WriteLine("_stucktrace() {");
        script.WriteLine("  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=");
        script.WriteLine("  case $prev in");
        foreach (Option option in OptionsWithValues(root))
            script.WriteLine($"    {option.Name}) COMPREPLY=( $(compgen -W '{string.Join(' ', ValuesOf(option))}' -- \"$cur\") ); return ;;");
        script.WriteLine("  esac");
        script.WriteLine("  case ${COMP_WORDS[1]} in");
        foreach (Command command in CommandsOf(root))
            script.WriteLine($"    {command.Name}) words='{string.Join(' ', WordsOf(command).Concat(NamesOf(command)))}' ;;");
        script.WriteLine("  esac");
        script.WriteLine($"  if [ \"$COMP_CWORD\" -eq 1 ]; then words='{string.Join(' ', CommandsOf(root).Select(c => c.Name))} --help --version'; fi");
        script.WriteLine("  COMPREPLY=( $(compgen -W \"$words\" -- \"$cur\") $(compgen -f -- \"$cur\") )");
        script.WriteLine("}");
        script.WriteLine("complete -o filenames -F _stucktrace stucktrace");
        return script.ToString();
    }

    static string Zsh(RootCommand root)
    {
        using StringWriter script = new() { NewLine = "\n" };
        script.WriteLine("#compdef stucktrace");
        script.WriteLine("_stucktrace() {");
        script.WriteLine("  if (( CURRENT == 2 )); then");
        script.WriteLine($"    compadd -- {string.Join(' ', CommandsOf(root).Select(c => c.Name))} --help --version; return");
        script.WriteLine("  fi");
        script.WriteLine("  case ${words[CURRENT-1]} in");
        foreach (Option option in OptionsWithValues(root))
            script.WriteLine($"    {option.Name}) compadd -- {string.Join(' ', ValuesOf(option))}; return ;;");
        script.WriteLine("  esac");
        script.WriteLine("  case ${words[2]} in");
        foreach (Command command in CommandsOf(root))
            script.WriteLine($"    {command.Name}) [[ $PREFIX == -* ]] && compadd -- {string.Join(' ', NamesOf(command))} ;;");
        script.WriteLine("  esac");
        script.WriteLine("  case ${words[2]} in");
        foreach (Command command in CommandsOf(root).Where(c => WordsOf(c).Length > 0))
            script.WriteLine($"    {command.Name}) compadd -- {string.Join(' ', WordsOf(command))} ;;");
        script.WriteLine("  esac");
        script.WriteLine("  _files");
        script.WriteLine("}");
        script.WriteLine("compdef _stucktrace stucktrace");
        return script.ToString();
    }

    static string Fish(RootCommand root)
    {
        using StringWriter script = new() { NewLine = "\n" };
        foreach (Command command in CommandsOf(root))
        {
            script.WriteLine($"complete -c stucktrace -n __fish_use_subcommand -a {command.Name} -d '{Quote(command.Description)}'");
            if (WordsOf(command) is { Length: > 0 } words)
                script.WriteLine($"complete -c stucktrace -n '__fish_seen_subcommand_from {command.Name}' -a '{string.Join(' ', words)}'");
            foreach (Option option in HelpWriter.OptionsOf(command))
            {
                string shorts = string.Concat(option.Aliases.Where(a => a.Length == 2 && a[1] != '?').Select(a => $" -s {a[1]}"));
                string values = ValuesOf(option).Length > 0 ? $" -x -a '{string.Join(' ', ValuesOf(option))}'" : option.HelpName is null ? string.Empty : " -r";
                script.WriteLine($"complete -c stucktrace -n '__fish_seen_subcommand_from {command.Name}' -l {option.Name[2..]}{shorts}{values} -d '{Quote(option.Description)}'");
            }
        }

        return script.ToString();
    }

    static string Quote(string? text) => (text ?? string.Empty).Replace("'", "\\'", StringComparison.Ordinal);
}
