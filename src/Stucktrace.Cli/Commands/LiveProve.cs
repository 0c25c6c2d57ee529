using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.Modules;
using Stucktrace.Reporting.Text;
using Stucktrace.Termination.Live;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace prove [FILE.ko] --vmcore FILE</c>: runs the code of a dump's busy CPUs on.</summary>
static class LiveProve
{
    internal static int Run(string? module, IReadOnlyList<string> dump, string? function, bool asJson, CommandText text, TextStyle style)
    {
        // What runs is what lies in the dump's memory; the file says which module is meant.
        string? name = null;
        if (module is not null)
        {
            if (ModuleFile.Open(module, static _ => { }) is not { } file)
                return ModuleCommand.Unreadable(new ModuleResult { Path = module }, text);
            name = file.Name;
        }

        LiveResult result = LiveInspection.Run(dump, function);
        foreach (InputDiagnostic diagnostic in result.Diagnostics)
            Console.Error.WriteLine($"stucktrace: {diagnostic.Id}: {VisibleText.Of(diagnostic.Message.Render(text.Language))}");
        if (result.Release is null)
        {
            Console.Error.WriteLine($"stucktrace: {text.Format("live.no-kernel", VisibleText.Of(result.Path))}");
            return ExitCode.InputUnreadable;
        }

        if (name is not null)
            result = result with { Studies = [.. result.Studies.Where(s => s.Module == name)] };
        if (asJson)
        {
            using Stream output = Console.OpenStandardOutput();
            LiveJson.Write(result, output, text.Language);
        }
        else
        {
            Write(result, function ?? name, text, style);
        }

        return result.Studies.Any(s => s.Verdict == LiveVerdict.NeverEnds) ? ExitCode.Bad : ExitCode.Done;
    }

    static void Write(LiveResult result, string? wanted, CommandText text, TextStyle style)
    {
        TextSurface surface = new(Console.Out, style);
        if (result.Studies.IsEmpty)
            surface.Paragraph(0, 2, new TextRun(wanted is null ? text.Format("live.none", result.Path) : text.Format("live.none-in", result.Path, wanted), Tone.Good));
        for (int i = 0; i < result.Studies.Length; i++)
        {
            if (i > 0)
                surface.Line();
            LiveText.Write(surface, result.Studies[i], text.Language);
        }
    }
}
