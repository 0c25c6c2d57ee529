using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Attribution.Rules;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Dump;
using Stucktrace.Dump.Code;
using Stucktrace.Dump.CpuStates;
using Stucktrace.Dump.Locks;
using Stucktrace.Dump.Rcu;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Memory;
using Stucktrace.Termination.Live;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Attribution.Findings;

/// <summary>
/// What the memory of a dump shows of an incident: since when a CPU does not schedule (ST2001), what executing its code on that memory came to (ST2002,
/// ST2003), what RCU waits for (ST2004), locks and their owners (ST2005 to ST2007), detectors that could not speak (ST2008), what the log says otherwise
/// (ST2009), code that is not what was loaded (ST2010, ST2011).
/// </summary>
sealed class MemoryFindings : IFindingRule
{
    const int MostNamed = 8;

    // A grace period or a timer that is late by less is nothing to speak of.
    const double Late = 5;

    public IEnumerable<Finding> Find(FindingContext context)
    {
        if (context.Case.Dump is not { } dump)
            return [];
        return [.. Stalled(context, dump), .. Rcu(context, dump), .. Locks(context, dump), .. Silent(context, dump), .. Code(context, dump), .. Contradictions(context, dump)];
    }

    static IEnumerable<Finding> Stalled(FindingContext context, ExaminedDump dump)
    {
        if (context.Case.Stalled is not { } stalled)
            yield break;
        string bt = CheckCommand.Crash(string.Create(CultureInfo.InvariantCulture, $"bt -c {stalled.Cpu.Number}"));
        Evidence at = Evidence.InMemory(dump.Input, stalled.Registers.InstructionPointer, stalled.Frames.IsEmpty ? null : stalled.Live?.Place);
        if (stalled.SeenByWatchdog)
            yield return context.Make("ST2001", Message.Of("memory.stalled", stalled.Cpu.Number, stalled.Seconds, stalled.Task.Label, stalled.Live?.Place ?? RegisterText.Hex(stalled.Registers.InstructionPointer)), Confidence.Strong, [Evidence.InMemory(dump.Input, stalled.Since), at], 97, bt);
        if (stalled.Live is not { } live)
            yield break;
        Message claim = live.Facts.IsEmpty ? Message.Of("memory.live.alone", live.Headline) : Message.Of("memory.live", live.Headline, Sentences.Join(live.Facts));
        Confidence confidence = live.Verdict switch
        {
            LiveVerdict.NeverEnds => Confidence.Proven,
            LiveVerdict.Unknown => Confidence.Unknown,
            _ => Confidence.Strong,
        };
        string prove = $"stucktrace prove --vmcore {CheckCommand.Quote(dump.Path)}";
        yield return context.Make("ST2002", claim, confidence, [at, .. Nodes(dump, live)], 98, prove);
        foreach (Release release in live.ReleasedBy)
            yield return context.Make("ST2003", Message.Of("end.claim.released", release.What, release.Who), Confidence.Strong, [Evidence.InMemory(dump.Input, release.Exit)], 62, prove);
    }

    static IEnumerable<Evidence> Nodes(ExaminedDump dump, LiveStudy live) =>
        live.Cursor is { } cursor ? [Evidence.InMemory(dump.Input, cursor.Object != 0 ? cursor.Object : cursor.Link, cursor.Name)] : [];

    static IEnumerable<Finding> Rcu(FindingContext context, ExaminedDump dump)
    {
        foreach (RcuView rcu in dump.Rcu.Where(r => r is { InProgress: true, AgeSeconds: >= Late }))
        {
            string[] waits = [.. rcu.WaitsForCpus.Take(MostNamed).Select(c => string.Create(CultureInfo.InvariantCulture, $"CPU {c}")), .. Tasks(dump, rcu.WaitsForTasks)];
            if (waits.Length == 0)
                continue;
            ulong state = dump.Machine.Kernel.Symbols.Find("rcu_state") ?? 1;
            string starved = string.Join(", ", dump.CpuStates.Where(c => rcu.WaitsForCpus.Contains(c.Number) && c.KsoftirqdQueuedSeconds >= Late).Select(c => string.Create(CultureInfo.InvariantCulture, $"ksoftirqd/{c.Number} ({c.KsoftirqdQueuedSeconds:0.0} s)")));
            yield return context.Make("ST2004",
                Message.Of("memory.rcu", rcu.Flavour, Seconds(rcu.AgeSeconds!.Value), string.Join(", ", waits), starved.Length > 0 ? Message.Of("memory.rcu.starved", starved) : string.Empty),
                Confidence.Strong, [Evidence.InMemory(dump.Input, state, rcu.Flavour)], 72, CheckCommand.Crash("struct rcu_state.gp_seq,gp_start rcu_state"));
        }
    }

    static IEnumerable<string> Tasks(ExaminedDump dump, ImmutableArray<ulong> tasks) =>
        dump.Machine.Tasks.Where(t => tasks.Contains(t.Address)).Take(MostNamed).Select(t => t.Label);

    static IEnumerable<Finding> Locks(FindingContext context, ExaminedDump dump)
    {
        HashSet<int> pids = [.. context.Case.Reports.Select(r => r.Pid).OfType<int>()];
        foreach (DumpedLock held in dump.Waits.Locks.Where(l => l.Kind is LockKind.Mutex or LockKind.ReadWriteSemaphore or LockKind.Semaphore))
        {
            HashSet<ulong> queue = [.. held.Waiters.Select(w => w.Task)];
            DumpedTask[] waiters = [.. dump.Machine.Tasks.Where(t => queue.Contains(t.Address))];
            if (!waiters.Any(w => pids.Contains(w.Pid)))
                continue;
            string names = string.Join(", ", waiters.Take(MostNamed).Select(t => t.Label));
            Evidence[] evidence = [Evidence.InMemory(dump.Input, held.Address, held.Name)];
            string check = CheckCommand.Crash(string.Create(CultureInfo.InvariantCulture, $"rd -64 0x{held.Address:x} 4"));
            if (held.OwnerState is OwnerState.Exited or OwnerState.Gone)
            {
                yield return context.Make("ST2005", Message.Of(held.OwnerState == OwnerState.Gone ? "memory.lock.gone" : "memory.lock.exited", LockName.Of(held), Hexadecimal.Address(held.Owner), waiters.Length, names), Confidence.Strong, [.. evidence], 94, check);
            }
            else if (held.OwnerState == OwnerState.Alive && dump.Machine.TaskAt(held.Owner) is { } owner)
            {
                yield return context.Make("ST2006", Message.Of("memory.lock.owned", LockName.Of(held), owner.Label, owner.StateLetter.ToString(), waiters.Length, names), Confidence.Strong, [.. evidence], 74, check);
            }
        }

        foreach (ImmutableArray<ulong> circle in dump.Waits.Circles)
        {
            yield return context.Make("ST2007", Message.Of("memory.circle", LockName.Circle(dump.Machine, circle)), Confidence.Strong, [.. circle.Select(a => Evidence.InMemory(dump.Input, a))], 95, CheckCommand.Crash("bt"));
        }
    }

    // khungtaskd sleeps on a timer; on a stuck CPU that never fires, and its silence says nothing.
    static IEnumerable<Finding> Silent(FindingContext context, ExaminedDump dump)
    {
        foreach (CpuState state in dump.CpuStates.Where(c => dump.Stalled.Any(s => s.Cpu.Number == c.Number)))
        {
            foreach (OverdueTimer timer in (state.OverdueTimers ?? []).Where(t => t is { OverdueSeconds: >= Late } && t.Task != 0))
            {
                if (dump.Machine.TaskAt(timer.Task) is { Comm: "khungtaskd" or "rcu_preempt" or "rcu_sched" } task)
                    yield return context.Make("ST2008", Message.Of("memory.silent", task.Comm, state.Number, Seconds(timer.OverdueSeconds!.Value)), Confidence.Strong, [Evidence.InMemory(dump.Input, timer.Address, task.Comm)], 60, CheckCommand.Crash("timer"));
            }
        }
    }

    // Code that is not what was loaded, and system calls that no longer lead to the kernel.
    static IEnumerable<Finding> Code(FindingContext context, ExaminedDump dump)
    {
        foreach (KernelHook hook in dump.Hooks.Where(h => h.IsForeign).Take(MostNamed))
        {
            Message claim = Message.Of(
                hook.Kind switch { KernelHookKind.TableEntry => "memory.hook.table", KernelHookKind.JumpAtBegin => "memory.hook.jump", _ => "memory.hook.call" },
                hook.Symbol, hook.Index, hook.TargetName ?? Hexadecimal.Address(hook.Target), hook.Bytes.IsEmpty ? string.Empty : Convert.ToHexStringLower(hook.Bytes.AsSpan()));
            yield return context.Make("ST2010", claim, Confidence.Strong, [Evidence.InMemory(dump.Input, hook.Address, hook.Symbol)], 66, CheckCommand.Crash(string.Create(CultureInfo.InvariantCulture, $"dis 0x{hook.Address:x} 4")));
        }

        foreach (ModuleMatch match in context.Modules.Matches.Where(m => m.Comparison is not null))
        {
            foreach (CodeChange change in match.Comparison!.Changes.Take(MostNamed))
            {
                string place = change.Function is { } function ? string.Create(CultureInfo.InvariantCulture, $"{function}+0x{change.FunctionOffset:x} [{match.Module}]") : string.Create(CultureInfo.InvariantCulture, $"{change.Section}+0x{change.Offset:x} [{match.Module}]");
                yield return context.Make("ST2011", Message.Of("memory.changed", place, Convert.ToHexStringLower(change.Found.AsSpan()), Convert.ToHexStringLower(change.Expected.AsSpan()), change.TargetName is { } target ? Message.Of("memory.changed.leads", target) : string.Empty),
                    Confidence.Strong, [Evidence.InMemory(dump.Input, change.Address, place), Evidence.InSection(match.Input, change.Section, change.Offset)], 64);
            }
        }
    }

    // What the log says and the memory does not show any more: it went on since, or one of them is of another moment.
    static IEnumerable<Finding> Contradictions(FindingContext context, ExaminedDump dump)
    {
        foreach (Report report in context.Case.Distinct.Where(r => !r.FromMemory && r.Pid is not null).Take(MostNamed))
        {
            DumpedTask? task = dump.Machine.Tasks.FirstOrDefault(t => t.Pid == report.Pid && t.Comm == report.Comm);
            if (report is { Kind: ReportKind.SoftLockup, Cpu: { } cpu } && dump.Machine.Cpus.FirstOrDefault(c => c.Number == cpu) is { Current: not 0 } now
                && dump.Machine.TaskAt(now.Current) is { } current && current.Pid != report.Pid)
            {
                yield return context.Make("ST2009", Message.Of("memory.contradicts.cpu", cpu, report.Task(), current.Label), Confidence.Strong, [report.Headline(), Evidence.InMemory(dump.Input, current.Address, current.Comm)], 93, CheckCommand.Crash("bt -a"));
            }
            else if (report.Kind == ReportKind.HungTask && task is not { StateLetter: 'D' })
            {
                yield return context.Make("ST2009", task is null ? Message.Of("memory.contradicts.gone", report.Task()) : Message.Of("memory.contradicts.task", report.Task(), task.StateLetter.ToString()),
                    Confidence.Strong, task is null ? [report.Headline()] : [report.Headline(), Evidence.InMemory(dump.Input, task.Address, task.Comm)], 69, CheckCommand.Crash("ps"));
            }
        }
    }

    static string Seconds(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);
}
