using System.CommandLine;
using System.Globalization;
using Stucktrace.Cli.Terminal;
using Stucktrace.Formats;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.Modules;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace module FILE.ko</c>: what a module file tells on its own.</summary>
static class ModuleCommand
{
    internal static Command Build(CommandText text)
    {
        Command command = new("module", text["command.module"]);
        Argument<string> file = new("FILE.ko") { Description = text["command.module-file"] };
        Option<string?> function = new("--function") { Description = text["command.module-function"], HelpName = "NAME" };
        Option<string?> at = new("--at") { Description = text["command.module-at"], HelpName = "NAME+0xOFF" };
        Option<string[]> symbols = new("--symbols") { Description = text["command.symbols"], HelpName = "FILE", Arity = ArgumentArity.OneOrMore };
        Option<string> format = new("--format") { Description = text["command.format"], HelpName = "text|json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        Option<bool> noColor = new("--no-color") { Description = text["command.no-color"] };
        Option<bool> noArrows = new("--no-arrows") { Description = text["command.no-arrows"] };
        command.Add(file);
        command.Add(function);
        command.Add(at);
        command.Add(symbols);
        command.Add(format);
        command.Add(ReportOptions.LanguageOption(text));
        command.Add(noArrows);
        command.Add(noColor);
        command.SetAction(parsed =>
        {
            ModuleResult result = ModuleInspection.Run(parsed.GetRequiredValue(file), new ModuleOptions { Symbols = parsed.GetValue(symbols) ?? [] });
            if (result.Code is null)
                return Unreadable(result, text);
            TextStyle style = TerminalStyle.ForOutput(parsed.GetValue(noColor));
            if (parsed.GetValue(at) is { } place)
                return Listing(result, place, text, style, !parsed.GetValue(noArrows));
            if (parsed.GetValue(function) is { } name)
                return Listing(result, name, text, style, !parsed.GetValue(noArrows));
            if (parsed.GetValue(format) == "json")
            {
                using Stream output = Console.OpenStandardOutput();
                ModuleJson.Write(result, output, text.Language);
            }
            else
            {
                ModuleText.Write(result, Console.Out, text.Language, style, !parsed.GetValue(noArrows));
            }

            return ExitCode.Done;
        });
        return command;
    }

    // NAME, or NAME+0xOFF.
    static int Listing(ModuleResult result, string place, CommandText text, TextStyle style, bool arrows)
    {
        int plus = place.LastIndexOf('+');
        string name = plus < 0 ? place : place[..plus];
        if (result.Code!.Find(name) is not { } function)
            return Usage(text.Format("command.module-no-function", VisibleText.Of(result.Path), VisibleText.Of(name)));
        ulong? here = null;
        if (plus >= 0)
        {
            string digits = place[(plus + 1)..];
            bool hexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
            if (!ulong.TryParse(hexadecimal ? digits[2..] : digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong offset)
                || result.Code.GraphOf(function).IndexOf(function.Entry + offset) < 0)
                return Usage(text.Format("command.module-not-an-instruction", VisibleText.Of(place), VisibleText.Of(name)));
            here = function.Entry + offset;
        }

        ModuleText.WriteFunction(result, function, here, Console.Out, text.Language, style, arrows);
        return ExitCode.Done;
    }

    internal static int Usage(string message)
    {
        Console.Error.WriteLine($"stucktrace: {message}");
        return ExitCode.Usage;
    }

    internal static int Unreadable(ModuleResult result, CommandText text)
    {
        foreach (InputDiagnostic diagnostic in result.Diagnostics)
            Console.Error.WriteLine($"stucktrace: {VisibleText.Of(result.Path)}: {VisibleText.Of(diagnostic.Message.Render(text.Language))} [{diagnostic.Id}]");
        return ExitCode.InputUnreadable;
    }
}
