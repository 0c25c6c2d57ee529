using System.Globalization;
using Stucktrace.Dump;
using Stucktrace.Formats.Vmcore.Extract;
using Stucktrace.Incidents.Memory;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting;

/// <summary>What is in an extract, for the person who decides whether it may be sent: names of tasks and modules, whose stacks, how many bytes of what.</summary>
public static class ExtractContents
{
    /// <summary>Writes the list.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="result">The diagnosis that read the dump.</param>
    /// <param name="recorder">What was read.</param>
    /// <param name="language">Language.</param>
    public static void Write(TextWriter writer, DiagnosisResult result, ExtractRecorder recorder, Language language)
    {
        ExaminedDump dump = result.Modules.Dumps[0];
        DumpedMachine machine = dump.Machine;
        void Say(string id, params object?[] values) => writer.WriteLine(VisibleText.Of(language.Say(id, values)));
        Say("extract.head", Path.GetFileName(dump.Path), recorder.Pages.Count, recorder.Pages.Bytes);
        Say("extract.log", dump.LogLines);
        Say("extract.cpus", machine.Cpus.Count(c => c.Registers is not null));
        Say("extract.tasks", machine.Tasks.Length);
        foreach (DumpedTask task in machine.Tasks)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {task.Pid,7} {VisibleText.Of(task.Comm)}{(task.CommandLine is { } line ? "  " + VisibleText.Of(line, 200) : string.Empty)}"));
        Say("extract.modules", string.Join(", ", machine.Modules.Select(m => m.Name)));
        foreach ((ulong frame, int bytes) in recorder.Pages.Counts)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  0x{frame << 12:x12}  {bytes,4}"));
    }
}
