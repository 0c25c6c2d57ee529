using Stucktrace.Dump;
using Stucktrace.Dump.Rcu;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Dumps;

/// <summary>The state of RCU.</summary>
static class RcuText
{
    internal static void Write(TextSurface surface, DumpResult dump, Language language)
    {
        if (dump.Rcu.IsEmpty)
            surface.Paragraph(0, 2, new TextRun(language.Say("dump.rcu.none"), Tone.Warning));
        foreach (RcuView rcu in dump.Rcu)
        {
            surface.Heading(rcu.Flavour);
            string age = Age(rcu.AgeSeconds, rcu.AgeTicks, language);
            surface.Paragraph(2, 4, new TextRun(rcu.InProgress switch
            {
                true => language.Say("dump.rcu.in-progress", age),
                false => language.Say("dump.rcu.idle", age),
                null => language.Say("dump.rcu.unknown", age),
            }, rcu.InProgress == true && !rcu.WaitsForCpus.IsEmpty ? Tone.Warning : Tone.Plain));
            Waits(surface, dump.Machine!, language, "dump.rcu.waits", [.. rcu.WaitsForCpus], [.. rcu.WaitsForTasks]);
            if (rcu.ExpeditedInProgress == true)
                surface.Paragraph(2, 4, new TextRun(language.Say("dump.rcu.expedited"), Tone.Warning));
            Waits(surface, dump.Machine!, language, "dump.rcu.waits-expedited", [.. rcu.ExpeditedCpus], [.. rcu.ExpeditedTasks]);
            if (rcu.Kthread != 0)
                surface.Paragraph(2, 4, new TextRun(language.Say("dump.rcu.kthread", DumpWords.Task(dump.Machine!, rcu.Kthread), Age(rcu.KthreadIdleSeconds, rcu.KthreadIdleTicks, language))));
            if (rcu.IsPartial)
                surface.Paragraph(2, 4, new TextRun(language.Say("dump.rcu.partial"), Tone.Warning));
        }
    }

    static string Age(double? seconds, ulong? ticks, Language language) =>
        seconds is { } known ? DumpWords.Number(known) + " s" : ticks is { } counted ? language.Say("dump.ticks", counted) : "?";

    static void Waits(TextSurface surface, DumpedMachine machine, Language language, string id, int[] cpus, ulong[] tasks)
    {
        if (cpus.Length + tasks.Length == 0)
            return;
        IEnumerable<string> names = cpus.Select(c => $"CPU {c} ({(machine.Cpus.FirstOrDefault(k => k.Number == c) is { } cpu ? DumpWords.Task(machine, cpu.Current) : "?")})").Concat(tasks.Select(t => DumpWords.Task(machine, t)));
        surface.Paragraph(2, 4, new TextRun(language.Say(id, string.Join(", ", names)), Tone.Bad));
    }
}
