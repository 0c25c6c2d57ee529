using System.CommandLine;
using System.CommandLine.Parsing;

namespace Stucktrace.Cli.Commands;

/// <summary>Says what is wrong with a command line, in the user's language, and what was expected.</summary>
static class UsageErrors
{
    internal static int Print(ParseResult parsed, CommandText text, TextWriter error)
    {
        Command command = parsed.CommandResult.Command;
        IEnumerable<string> messages = UnknownOption(parsed) is { } unknown ? [NotUnderstood(unknown, parsed, text)] : parsed.Errors.Select(e => Explain(e, parsed, text));
        foreach (string message in messages.Distinct(StringComparer.Ordinal))
            error.WriteLine($"stucktrace: {message}");
        error.WriteLine(text.Format("command.try-help", command is RootCommand ? "stucktrace --help" : $"stucktrace {command.Name} --help"));
        return ExitCode.Usage;
    }

    static string Explain(ParseError parseError, ParseResult parsed, CommandText text)
    {
        switch (parseError.SymbolResult)
        {
            case OptionResult { Tokens.Count: 0 } option:
                return text.Format("command.option-needs-value", option.Option.Name, option.Option.HelpName);
            case OptionResult option:
                return text.Format("command.option-bad-value", option.Option.Name, option.Tokens[^1].Value, option.Option.HelpName);
            case ArgumentResult { Tokens.Count: 0 } argument:
                return text.Format("command.argument-missing", HelpWriter.ArgumentLabel(argument.Argument));
            case ArgumentResult { Argument: { HelpName: { } expected } named, Parent: not OptionResult } argument when expected.Contains('|', StringComparison.Ordinal):
                return text.Format("command.option-bad-value", named.Name, argument.Tokens[^1].Value, expected);
            case ArgumentResult { Parent: OptionResult owner } argument:
                return text.Format("command.option-bad-value", owner.Option.Name, argument.Tokens[^1].Value, owner.Option.HelpName);
            default:
                return parsed.UnmatchedTokens.Count > 0 ? NotUnderstood(parsed.UnmatchedTokens[0], parsed, text) : CommandMissing(parsed, parseError, text);
        }
    }

    /// <summary>An option that no command knows, which the parser took for an input; a file of such a name can be given after <c>--</c>.</summary>
    internal static string? UnknownOption(ParseResult parsed) =>
        parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash)
            .FirstOrDefault(t => t.Type == TokenType.Argument && t.Value.Length > 1 && t.Value[0] == '-')?.Value;

    static string CommandMissing(ParseResult parsed, ParseError parseError, CommandText text) =>
        parsed.CommandResult.Command is { Arguments.Count: > 0 } command && parsed.CommandResult.Tokens.Count == 0
            ? text.Format("command.argument-missing", HelpWriter.ArgumentLabel(command.Arguments[0]))
            : parseError.Message;

    static string NotUnderstood(string token, ParseResult parsed, CommandText text)
    {
        IEnumerable<string> known = token.StartsWith('-')
            ? HelpWriter.OptionsOf(parsed.CommandResult.Command).SelectMany(o => o.Aliases.Append(o.Name))
            : parsed.CommandResult.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
        string? near = known.Select(k => (Name: k, Distance: Distance(token, k))).Where(k => k.Distance <= 2).OrderBy(k => k.Distance).FirstOrDefault().Name;
        return near is null ? text.Format("command.not-understood", token) : text.Format("command.did-you-mean", token, near);
    }

    // Levenshtein distance; both are short words.
    static int Distance(string a, string b)
    {
        if (a.Length > 40)
            return int.MaxValue;
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] current = new int[b.Length + 1];
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            previous = current;
        }

        return previous[b.Length];
    }
}
