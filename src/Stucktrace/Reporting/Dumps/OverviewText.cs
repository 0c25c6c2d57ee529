using System.Globalization;
using Stucktrace.Dump;
using Stucktrace.Dump.CpuStates;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Dumps;

/// <summary>The machine as a whole: what somebody wants to know who opens a dump.</summary>
static class OverviewText
{
    internal static void Write(TextSurface surface, DumpResult dump, Language language)
    {
        DumpedMachine machine = dump.Machine!;
        MachineFacts facts = dump.Facts;
        CpuState[] stuck = [.. dump.Cpus.Where(c => c.IsStuck)];
        int blocked = machine.Tasks.Count(t => t.StateLetter == 'D');
        surface.Paragraph(0, 2, new TextRun(
            facts.Panic is { } panic ? language.Say("dump.headline.panic", machine.Kernel.Release, panic)
                : stuck.Length > 0 ? language.Say("dump.headline.stuck", machine.Kernel.Release, stuck[0].Number, DumpWords.Number(stuck[0].SecondsSinceWatchdog, "0"), Current(machine, stuck[0].Number))
                : blocked > 0 ? language.Say("dump.headline.blocked", machine.Kernel.Release, blocked)
                : language.Say("dump.headline.plain", machine.Kernel.Release),
            facts.Panic is not null || stuck.Length > 0 ? Tone.Bad : blocked > 0 ? Tone.Warning : Tone.Strong));
        surface.Line();
        List<(string Label, string? Text)> fields =
        [
            (language.Say("dump.label.file"), $"{dump.Path}  ({machine.Kernel.File.Description})"),
            (language.Say("dump.label.kernel"), $"{machine.Kernel.Release}  {facts.Version}".TrimEnd()),
            (language.Say("dump.label.host"), facts.Host),
            (language.Say("dump.label.time"), facts.Time?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            (language.Say("dump.label.uptime"), facts.UptimeSeconds is { } up ? DumpWords.Uptime(up) : null),
            (language.Say("dump.label.load"), facts.LoadAverage.IsEmpty ? null : string.Join(" ", facts.LoadAverage.Select(l => DumpWords.Number(l, "0.00")))),
            (language.Say("dump.label.taint"), facts.Taint is { Length: > 0 } taint ? taint : null),
            (language.Say("dump.label.panic"), facts.Panic),
            (language.Say("dump.label.tasks"), Tasks(machine)),
            (language.Say("dump.label.modules"), Modules(machine)),
        ];
        int columns = fields.Max(f => ColumnWidth.Of(f.Label)) + 2;
        foreach ((string label, string? text) in fields)
        {
            if (text is { Length: > 0 })
                surface.Field(label, columns, text);
        }

        surface.Heading(language.Say("dump.section.cpus"));
        foreach (DumpedCpu cpu in machine.Cpus)
        {
            CpuState? state = dump.Cpus.FirstOrDefault(c => c.Number == cpu.Number);
            surface.Block([new TextRun($"  CPU {cpu.Number}  ", Tone.Strong)], "         ",
                new TextRun(Current(machine, cpu.Number)),
                new TextRun(state is { IsStuck: true } ? "  " + language.Say("dump.cpu.stuck", DumpWords.Number(state.SecondsSinceWatchdog, "0")) : string.Empty, Tone.Bad),
                new TextRun(cpu.Registers is null ? "  " + language.Say("dump.cpu.no-registers") : string.Empty, Tone.Warning));
        }

        surface.Line();
        surface.Paragraph(2, 4, new TextRun(language.Say("dump.next"), Tone.Quiet), new TextRun(" stucktrace vmcore FILE ps|bt|log|modules|cpus|locks|rcu|read", Tone.Accent));
        DumpText.Diagnostics(surface, dump, language);
    }

    static string Current(DumpedMachine machine, int cpu) =>
        machine.Cpus.FirstOrDefault(c => c.Number == cpu) is { } found ? DumpWords.Task(machine, found.Current) : string.Empty;

    static string Tasks(DumpedMachine machine) =>
        $"{machine.Tasks.Length}: " + string.Join("  ", machine.Tasks.GroupBy(t => t.StateLetter).OrderBy(g => "RDSTtIZXP".IndexOf(g.Key, StringComparison.Ordinal)).Select(g => $"{g.Key} {g.Count()}"));

    static string Modules(DumpedMachine machine) =>
        $"{machine.Modules.Length}" + (machine.Modules.Any(m => m.Taint.Length > 0)
            ? ": " + string.Join(", ", machine.Modules.Where(m => m.Taint.Length > 0).Take(12).Select(m => $"{m.Name} ({m.Taint})")) : string.Empty);
}
