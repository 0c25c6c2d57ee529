using System.Globalization;
using Stucktrace.Dump;
using Stucktrace.Dump.CpuStates;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Dumps;

/// <summary>The CPUs, and what each has left undone.</summary>
static class CpusText
{
    const int MostTimers = 12, MostWork = 20;

    internal static void Write(TextSurface surface, DumpResult dump, Language language)
    {
        DumpedMachine machine = dump.Machine!;
        foreach (DumpedCpu cpu in machine.Cpus)
        {
            CpuState? state = dump.Cpus.FirstOrDefault(c => c.Number == cpu.Number);
            surface.Heading($"CPU {cpu.Number}");
            List<(string Label, string Text, Tone Tone)> fields = [(language.Say("dump.label.current"), DumpWords.Task(machine, cpu.Current), Tone.Strong), (language.Say("dump.label.per-cpu"), Hexadecimal.Address(cpu.PerCpuOffset), Tone.Plain)];
            if (state is not null)
                fields.AddRange(Facts(state, machine, language));
            int columns = fields.Max(f => ColumnWidth.Of(f.Label)) + 2;
            foreach ((string label, string text, Tone tone) in fields)
                surface.Field(label, columns, new TextRun(text, tone));
            if (cpu.Registers is { } registers)
                RegistersText.Write(surface, registers, language);
            else
                surface.Paragraph(2, 4, new TextRun(language.Say("dump.cpu.no-registers"), Tone.Warning));
            if (state is not null)
                Undone(surface, state, dump, language);
        }
    }

    static IEnumerable<(string Label, string Text, Tone Tone)> Facts(CpuState state, DumpedMachine machine, Language language)
    {
        if (state.Running is { } running)
            yield return (language.Say("dump.label.runnable"), DumpWords.Number(running), Tone.Plain);
        if (state.SecondsSinceWatchdog is { } since)
            yield return (language.Say("dump.label.watchdog"), language.Say(state.IsStuck ? "dump.watchdog.stuck" : "dump.watchdog.fine", DumpWords.Number(since), DumpWords.Number(state.WatchdogThreshold)), state.IsStuck ? Tone.Bad : Tone.Plain);
        if (state.PendingSoftirqs is { } softirqs)
            yield return (language.Say("dump.label.softirqs"), softirqs.IsEmpty ? "-" : string.Join(' ', softirqs), Tone.Plain);
        if (state.KsoftirqdQueuedSeconds is { } queued)
            yield return (DumpWords.Task(machine, state.Ksoftirqd), language.Say("dump.ksoftirqd-waits", DumpWords.Number(queued)), Tone.Warning);
    }

    static void Undone(TextSurface surface, CpuState state, DumpResult dump, Language language)
    {
        if (state.OverdueTimers is { Length: > 0 } timers)
        {
            surface.Paragraph(2, 4, new TextRun(language.Say("dump.overdue", timers.Length), Tone.Warning));
            foreach (OverdueTimer timer in timers.Take(MostTimers))
            {
                string late = timer.OverdueSeconds is { } seconds ? DumpWords.Number(seconds) + " s" : language.Say("dump.ticks", timer.OverdueTicks);
                surface.Paragraph(4, 6, new TextRun($"{late}  {dump.Names.Symbol(timer.Function) ?? Hexadecimal.Address(timer.Function)}"),
                    new TextRun(timer.Task == 0 ? string.Empty : "  " + language.Say("dump.wakes", DumpWords.Task(dump.Machine!, timer.Task))));
            }

            TextReport.LeftOut(surface, language, timers.Length - MostTimers);
        }

        foreach (WorkPool pool in state.WorkPools.Where(p => !p.Pending.IsEmpty))
        {
            surface.Paragraph(2, 4, new TextRun(language.Say("dump.work", DumpWords.Number(pool.Id), pool.Pending.Length, pool.SecondsWithoutProgress is { } idle ? idle.ToString("0.0", CultureInfo.InvariantCulture) : "?"), Tone.Warning));
            foreach (PendingWork work in pool.Pending.Take(MostWork))
                surface.Paragraph(4, 6, new TextRun($"{Hexadecimal.Address(work.Address)}  {dump.Names.Symbol(work.Function) ?? Hexadecimal.Address(work.Function)}"));
            TextReport.LeftOut(surface, language, pool.Pending.Length - MostWork);
        }
    }
}
