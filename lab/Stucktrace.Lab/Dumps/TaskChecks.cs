using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Dump.Stacks;

namespace Stucktrace.Lab.Dumps;

/// <summary>Holds a dump's tasks and stacks against what the kernel's own /proc and console said of them.</summary>
/// <param name="machine">The machine in the dump.</param>
/// <param name="before">What the kernel said just before the hang.</param>
/// <param name="during">What it said while the hang lasted.</param>
/// <param name="last">What it said of itself a second later, last of all.</param>
/// <param name="console">What it printed.</param>
/// <param name="uptime">Uptime of the dump, in seconds.</param>
sealed class TaskChecks(DumpedMachine machine, KernelFacts before, KernelFacts during, KernelFacts last, ConsoleLog console, double uptime)
{
    // The witness read the facts itself: it sleeps by the time of the dump.
    const int Witness = 1;

    // TASK_COMM_LEN without the zero.
    const int LongestName = 15;

    readonly Dictionary<int, DumpedTask> _tasks = machine.Tasks.Where(t => t.Pid > 0).ToDictionary(t => t.Pid);

    // /proc/PID/stack leaves out the scheduler's own functions: those are one section (in_sched_functions() in kernel/sched/core.c).
    readonly ulong _schedulerStart = machine.Kernel.Symbols.Find("__sched_text_start") ?? 0, _schedulerEnd = machine.Kernel.Symbols.Find("__sched_text_end") ?? 0;

    /// <summary>All comparisons.</summary>
    public IEnumerable<CheckRow> All()
    {
        yield return CheckRow.Each("tasks: every one of /proc, none besides", last.Tasks.Keys.Union(_tasks.Keys),
            pid => last.Tasks.ContainsKey(pid) == _tasks.ContainsKey(pid) ? null : $"{pid}: {(_tasks.ContainsKey(pid) ? "only in the dump" : "not in the dump")}");
        yield return CheckRow.Each("names, process ids, parents", Known(), Identity);
        yield return CheckRow.Each("states", Resting(during), State);
        yield return CheckRow.Each("states as before the hang", Resting(before), State);
        yield return CheckRow.Each("stacks (/proc/PID/stack)", Asleep(during).Where(t => !last.StackOf(t.Pid).IsEmpty), t => Difference(t, last.StackOf(t.Pid), Outside(StackOf(t.Pid))));
        IReadOnlyDictionary<int, ImmutableArray<string>> printed = console.TaskStacks();
        // Printing takes a while: those that /proc showed elsewhere a moment later went on meanwhile.
        yield return CheckRow.Each("stacks (printed on the console before the hang)",
            Asleep(before).Where(t => before.StackOf(t.Pid) is { IsEmpty: false } then && printed.GetValueOrDefault(t.Pid, []) is var frames && then.SequenceEqual(frames.TakeLast(then.Length))),
            t => Difference(t, printed[t.Pid], [.. StackOf(t.Pid).Select(FrameText.Of)]));
    }

    IEnumerable<TaskFact> Known() => last.Tasks.Values.Where(t => _tasks.ContainsKey(t.Pid));

    // Tasks of which the kernel said the same at an earlier moment: those did not go on in between.
    IEnumerable<TaskFact> Resting(KernelFacts earlier) => Known().Where(t =>
        t.Pid != Witness && earlier.Tasks.TryGetValue(t.Pid, out TaskFact? then) && then.State == t.State && !WentOn(_tasks[t.Pid]) && earlier.StackOf(t.Pid).SequenceEqual(last.StackOf(t.Pid)));

    // Between the kernel's last word and the dump a task may go on to its next sleep, as RCU's own threads do, or be woken.
    bool WentOn(DumpedTask task) => uptime - Math.Min(task.SecondsSinceRun ?? double.MaxValue, task.SecondsQueued ?? double.MaxValue) > last.UptimeSeconds;

    IEnumerable<TaskFact> Asleep(KernelFacts earlier) => Resting(earlier).Where(t => !_tasks[t.Pid].IsCurrent);

    ImmutableArray<DumpedFrame> StackOf(int pid) => StackReader.Read(machine, _tasks[pid]);

    ImmutableArray<string> Outside(ImmutableArray<DumpedFrame> frames) => [.. frames.Where(f => f.Address < _schedulerStart || f.Address >= _schedulerEnd).Select(FrameText.Of)];

    string? State(TaskFact said) => _tasks[said.Pid].StateLetter == said.State ? null : $"{said.Pid} {said.Comm}: {said.State}, {_tasks[said.Pid].StateLetter}";

    string? Identity(TaskFact said)
    {
        DumpedTask read = _tasks[said.Pid];
        int parent = machine.TaskAt(read.Parent)?.Tgid ?? -1;
        return IsSameName(said.Comm, read.Comm) && (said.Tgid, said.Parent) == (read.Tgid, parent) ? null : $"{said}, {read.Comm} {read.Tgid} {parent}";
    }

    // /proc shows kernel threads by their full names (since 5.17), and workers with what they work on behind a sign (wq_worker_comm()).
    static bool IsSameName(string said, string read) =>
        said == read || (said.StartsWith(read, StringComparison.Ordinal) && (read.Length == LongestName || (read.StartsWith("kworker/", StringComparison.Ordinal) && said[read.Length] is '-' or '+')));

    static string? Difference(TaskFact task, ImmutableArray<string> said, ImmutableArray<string> read)
    {
        if (said.SequenceEqual(read))
            return null;
        int at = Enumerable.Range(0, Math.Min(said.Length, read.Length)).FirstOrDefault(i => said[i] != read[i], Math.Min(said.Length, read.Length));
        return $"{task.Pid} {task.Comm}: frame {at}: {said.ElementAtOrDefault(at) ?? "none"}, {read.ElementAtOrDefault(at) ?? "none"}";
    }
}
