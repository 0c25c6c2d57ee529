using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents.Memory;

/// <summary>Reports that nobody printed: what the log would have said of what a dump's memory shows.</summary>
public static class MemoryReports
{
    /// <summary>The reports of a dump, numbered behind those that were read.</summary>
    /// <param name="dump">The dump.</param>
    /// <param name="boots">Boots that were told apart: the dump belongs to the last one of its own log.</param>
    /// <param name="known">How many reports there are already.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="finish">What else is to be done with each report.</param>
    public static ImmutableArray<Report> Of(ExaminedDump dump, ImmutableArray<LogBoot> boots, int known, ReadLimits limits, Func<Report, Report> finish)
    {
        LogBoot? boot = boots.LastOrDefault(b => b.Input == dump.Input);
        int own = boot?.Index ?? (boots.Where(b => b.Host is null).Select(b => b.Index + 1).DefaultIfEmpty(0).Max());
        ImmutableArray<Report> made = Make(Stories(dump), dump.Input, boot?.Host, own, dump.Time, dump.LogLines, dump.Machine.Kernel.Release, limits, finish);
        return [.. made.Select((r, i) => r with { Id = string.Create(CultureInfo.InvariantCulture, $"r{known + i + 1}") })];
    }

    static IEnumerable<ImmutableArray<MemoryLine>> Stories(ExaminedDump dump)
    {
        DumpedMachine machine = dump.Machine;
        ulong modules = machine.Kernel.Symbols.Find("modules") ?? 1;
        KernelWording wording = new(machine.Kernel.Release, [.. machine.Modules.Select(m => (m.Name, m.Taint))], modules);
        Dictionary<ulong, int> pids = machine.Tasks.DistinctBy(t => t.Address).ToDictionary(t => t.Address, t => t.Pid);
        foreach (StalledCpu stalled in dump.Stalled)
            yield return [.. wording.SoftLockup(stalled)];
        int watcher = machine.Cpus.FirstOrDefault(c => dump.Stalled.All(s => s.Cpu.Number != c.Number))?.Number ?? 0;
        foreach (StalledGracePeriod stall in DumpExaminer.GracePeriods(dump))
            yield return [.. KernelWording.Stall(stall, watcher)];
        foreach (WaitingTask waiting in dump.Waiting)
            yield return [.. KernelWording.HungTask(waiting, pids.GetValueOrDefault(waiting.Task.Parent))];
    }

    /// <summary>Makes the reports.</summary>
    /// <param name="stories">The lines of each, in the kernel's words.</param>
    /// <param name="input">Index of the dump.</param>
    /// <param name="host">Host of the run that the dump's own log belongs to.</param>
    /// <param name="boot">Boot of that run.</param>
    /// <param name="time">When the dump was taken.</param>
    /// <param name="lastLine">Last line of the dump's own log; what is read from memory goes on counting from there.</param>
    /// <param name="kernel">Release.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="finish">What else is to be done with each report.</param>
    internal static ImmutableArray<Report> Make(
        IEnumerable<ImmutableArray<MemoryLine>> stories, int input, string? host, int boot, LogTime time, long lastLine, string kernel, ReadLimits limits, Func<Report, Report> finish)
    {
        ImmutableArray<Report>.Builder reports = ImmutableArray.CreateBuilder<Report>();
        long number = lastLine;
        foreach (ImmutableArray<MemoryLine> story in stories)
        {
            ReportReader reader = new(limits);
            long first = number + 1;
            foreach (MemoryLine line in story)
                reader.Accept(new LogRecord(input, ++number, line.Text, time, host, boot));
            reader.Flush();
            reports.AddRange(reader.Reports.Where(r => r.PartOf is null).Take(1).Select(r => finish(r with
            {
                Damaged = null,
                FromMemory = true,
                Kernel = r.Kernel ?? kernel,
                Architecture = Architecture.X64,
                Lines = [.. r.Lines.Select(l => l with { Address = story[(int)(l.Line - first)].Address })],
            })));
        }

        return reports.ToImmutable();
    }
}
