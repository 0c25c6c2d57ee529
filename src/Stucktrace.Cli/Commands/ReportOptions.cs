using System.CommandLine;

namespace Stucktrace.Cli.Commands;

/// <summary>The arguments and options that <c>diagnose</c> and <c>log</c> share.</summary>
/// <param name="text">Texts.</param>
sealed class ReportOptions(CommandText text)
{
    internal Argument<string[]> Inputs { get; } = new("INPUT") { Description = text["command.input"], Arity = ArgumentArity.OneOrMore };

    internal Option<OutputFormat> Format { get; } = Choice<OutputFormat>("--format", "text|json|markdown|html|sarif", text["command.format"]);

    internal Option<string?> Output { get; } = new("--output", "-o") { Description = text["command.output"], HelpName = "FILE" };

    internal Option<string?> Lang { get; } = LanguageOption(text);

    internal Option<bool> Redact { get; } = new("--redact") { Description = text["command.redact"] };

    internal Option<int?> Cpus { get; } = new("--cpus") { Description = text["command.cpus"], HelpName = "N" };

    internal Option<bool> NoColor { get; } = new("--no-color") { Description = text["command.no-color"] };

    internal Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = text["command.quiet"] };

    internal void AddTo(Command command)
    {
        Cpus.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out int cpus) || cpus is < 1 or > 65_536))
                result.AddError("N");
        });
        command.Add(Inputs);
        command.Add(Format);
        command.Add(Output);
        command.Add(Lang);
        command.Add(Redact);
        command.Add(Cpus);
        command.Add(NoColor);
        command.Add(Quiet);
    }

    internal static Option<string?> LanguageOption(CommandText text)
    {
        Option<string?> option = new("--lang") { Description = text["command.lang"], HelpName = "en|zh" };
        option.AcceptOnlyFromAmong("en", "zh");
        return option;
    }

    static Option<T> Choice<T>(string name, string values, string description)
        where T : struct, Enum
    {
        Option<T> option = new(name)
        {
            Description = description,
            HelpName = values,
            CustomParser = result => Enum.TryParse(result.Tokens[0].Value, ignoreCase: true, out T value) ? value : default,
        };
        option.AcceptOnlyFromAmong(values.Split('|'));
        return option;
    }
}
