using System.CommandLine;
using Stucktrace.Cli.Terminal;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.Modules;
using Stucktrace.Reporting.Text;
using Stucktrace.Termination;
using Stucktrace.Termination.Locks;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Cli.Commands;

/// <summary>
/// <c>stucktrace prove FILE.ko --function NAME [--vmcore FILE]</c>: does it end? Executed in every situation that matters, or on the memory of a dump.
/// </summary>
static class ProveCommand
{
    internal static Command Build(CommandText text)
    {
        Command command = new("prove", text["command.prove"]);
        Argument<string?> file = new("FILE.ko") { Description = text["command.module-file"], Arity = ArgumentArity.ZeroOrOne };
        Option<string[]> dump = new("--vmcore") { Description = text["command.prove-vmcore"], HelpName = "FILE", AllowMultipleArgumentsPerToken = false };
        Option<string?> function = new("--function") { Description = text["command.prove-function"], HelpName = "NAME" };
        Option<string> format = new("--format") { Description = text["command.format"], HelpName = "text|json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        Option<bool> noColor = new("--no-color") { Description = text["command.no-color"] };
        command.Add(file);
        command.Add(function);
        command.Add(dump);
        command.Add(format);
        command.Add(ReportOptions.LanguageOption(text));
        command.Add(noColor);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(dump) is { Length: > 0 } parts)
                return LiveProve.Run(parsed.GetValue(file), parts, parsed.GetValue(function), parsed.GetValue(format) == "json", text, TerminalStyle.ForOutput(parsed.GetValue(noColor)));
            if (parsed.GetValue(file) is not { } path)
                return ModuleCommand.Usage(text["command.prove-nothing"]);
            ModuleResult result = ModuleInspection.Run(path, new ModuleOptions());
            if (result.Code is null)
                return ModuleCommand.Unreadable(result, text);
            string? name = parsed.GetValue(function);
            if (name is not null && result.Code.Find(name) is null)
                return ModuleCommand.Usage(text.Format("command.module-no-function", VisibleText.Of(result.Path), VisibleText.Of(name)));
            LoopFacts[] loops = name is null ? [.. result.Suspicious] : [.. result.Loops.Where(l => l.Function.Entry == result.Code.Find(name)!.Entry)];
            LoopStudy[] studies = [.. loops.Select(l => LoopStudy.Of(result.Code, l)).OfType<LoopStudy>()];
            LockStudy[] locks = [.. result.Locks.Where(l => name is null || l.Owners.Any(o => o.Entry == result.Code.Find(name)!.Entry))];
            NullLookup[] lookups = [.. result.Code.Functions.Where(f => name is null || f.Entry == result.Code.Find(name)!.Entry).SelectMany(f => NullLookup.Of(result.Code, f))];
            if (parsed.GetValue(format) == "json")
            {
                using Stream output = Console.OpenStandardOutput();
                ProofJson.Write(result, studies, locks, lookups, output, text.Language);
            }
            else
            {
                Write(result, studies, locks, lookups, name, text, TerminalStyle.ForOutput(parsed.GetValue(noColor)));
            }

            return studies.Any(s => s.Endless is not null) || locks.Length > 0 ? ExitCode.Bad : ExitCode.Done;
        });
        return command;
    }

    static void Write(ModuleResult result, LoopStudy[] studies, LockStudy[] locks, NullLookup[] lookups, string? function, CommandText text, TextStyle style)
    {
        TextSurface surface = new(Console.Out, style);
        if (studies.Length == 0 && locks.Length == 0 && lookups.Length == 0)
        {
            surface.Paragraph(0, 2, new TextRun(Message.Of("end.headline.no-loop", result.File!.Name, function ?? result.File.Name).Render(text.Language), Tone.Good));
            return;
        }

        foreach (LoopStudy study in studies.OrderByDescending(s => s.Endless is not null))
        {
            surface.Paragraph(0, 2, new TextRun(StudyText.Headline(result.File!.Name, study).Render(text.Language), study.Endless is null ? Tone.Good : Tone.Bad));
            StudyText.Write(surface, study, text.Language);
        }

        foreach (LockStudy study in locks.Take(1))
            surface.Paragraph(0, 2, new TextRun(Message.Of("lock.headline", result.File!.Name, study.What).Render(text.Language), Tone.Bad));
        LockText.Write(surface, result, locks, text.Language);
        foreach (NullLookup lookup in lookups)
            surface.Paragraph(0, 2, new TextRun(LookupText.Of(lookup).Render(text.Language), Tone.Bad));
    }
}
