using System.CommandLine;
using Stucktrace.Cli.Terminal;
using Stucktrace.Formats;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Dumps;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace vmcore FILE [VIEW]</c>: what a memory dump holds.</summary>
static class VmcoreCommand
{
    const string Views = "ps|bt|log|modules|cpus|locks|rcu|read";

    internal static Command Build(CommandText text)
    {
        Command command = new("vmcore", text["command.vmcore"]);
        Argument<string> file = new("FILE") { Description = text["command.vmcore-file"] };
        Argument<string?> view = new("VIEW") { Description = text["command.vmcore-view"], HelpName = Views, Arity = ArgumentArity.ZeroOrOne };
        view.AcceptOnlyFromAmong(Views.Split('|'));
        Argument<string[]> words = new("WHAT") { Description = text["command.vmcore-what"], Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> parts = new("--part") { Description = text["command.vmcore-part"], HelpName = "FILE", Arity = ArgumentArity.OneOrMore };
        Option<string?> symbols = new("--symbols") { Description = text["command.vmcore-symbols"], HelpName = "FILE" };
        Option<bool> raw = new("--raw") { Description = text["command.vmcore-raw"] };
        Option<string> format = new("--format") { Description = text["command.format"], HelpName = "text|json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        Option<bool> noColor = new("--no-color") { Description = text["command.no-color"] };
        command.Add(file);
        command.Add(view);
        command.Add(words);
        command.Add(format);
        command.Add(parts);
        command.Add(symbols);
        command.Add(raw);
        command.Add(ReportOptions.LanguageOption(text));
        command.Add(noColor);
        command.SetAction(parsed =>
        {
            using DumpResult dump = DumpInspection.Run([parsed.GetRequiredValue(file), .. parsed.GetValue(parts) ?? []], parsed.GetValue(symbols));
            if (dump.Machine is null)
                return Unreadable(dump, text);
            DumpView wanted = Enum.TryParse(parsed.GetValue(view), ignoreCase: true, out DumpView named) ? named : DumpView.Overview;
            string[] what = parsed.GetValue(words) ?? [];
            MemoryRequest? memory = null;
            if (wanted == DumpView.Read && (memory = MemoryRequest.Parse(dump, what, out Message? problem)) is null)
                return ModuleCommand.Usage(VisibleText.Of(problem!.Render(text.Language)));
            if (wanted == DumpView.Log && parsed.GetValue(raw))
                return Raw(dump);
            Write(dump, wanted, what, memory, parsed.GetValue(format) == "json", text, TerminalStyle.ForOutput(parsed.GetValue(noColor)));
            return wanted == DumpView.Log && dump.Log is null ? Unreadable(dump, text) : ExitCode.Done;
        });
        return command;
    }

    static void Write(DumpResult dump, DumpView view, string[] words, MemoryRequest? memory, bool json, CommandText text, TextStyle style)
    {
        if (json)
        {
            using Stream output = Console.OpenStandardOutput();
            DumpJson.Write(dump, view, words, memory, output, text.Language);
            return;
        }

        using StreamWriter writer = new(Console.OpenStandardOutput(), Console.OutputEncoding, 32 * 1024) { NewLine = "\n" };
        if (memory is not null)
            DumpText.WriteMemory(dump, memory, writer, text.Language, style);
        else
            DumpText.Write(dump, view, words, writer, text.Language, style);
        // The overview lists what is damaged; beside the other views it is no result.
        if (view != DumpView.Overview)
            Diagnostics(dump, text);
    }

    static int Raw(DumpResult dump)
    {
        using Stream output = Console.OpenStandardOutput();
        dump.Log?.WriteTo(output);
        return dump.Log is null ? ExitCode.InputUnreadable : ExitCode.Done;
    }

    static int Unreadable(DumpResult dump, CommandText text)
    {
        Diagnostics(dump, text);
        return ExitCode.InputUnreadable;
    }

    static void Diagnostics(DumpResult dump, CommandText text)
    {
        foreach (InputDiagnostic diagnostic in dump.Diagnostics)
            Console.Error.WriteLine($"stucktrace: {VisibleText.Of(dump.Path)}: {VisibleText.Of(diagnostic.Message.Render(text.Language))} [{diagnostic.Id}]");
    }
}
