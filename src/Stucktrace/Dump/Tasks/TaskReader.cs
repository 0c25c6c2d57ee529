using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump.Tasks;

/// <summary>Reads the tasks of a dump.</summary>
sealed class TaskReader
{
    readonly KernelReader _reader;
    readonly TaskStateLetters _letters;
    readonly TaskClock _clock;
    readonly HashSet<ulong> _current;

    TaskReader(KernelReader reader, ImmutableArray<DumpedCpu> cpus)
    {
        _reader = reader;
        _letters = TaskStateLetters.Read(reader);
        _clock = new TaskClock(reader, cpus);
        _current = [.. cpus.Select(c => c.Current).Where(c => c != 0)];
    }

    internal static ImmutableArray<DumpedTask> Read(KernelReader reader, ImmutableArray<DumpedCpu> cpus)
    {
        TaskReader tasks = new(reader, cpus);
        // A current task that no list has is kept as well: it is what the CPU runs.
        IEnumerable<ulong> further = cpus.Select(c => IdleOf(reader, c)).Concat(cpus.Select(c => c.Current));
        return [.. new TaskList(reader).Find(further).Select(tasks.Task).OfType<DumpedTask>()];
    }

    static ulong IdleOf(KernelReader reader, DumpedCpu cpu) =>
        reader.PerCpuSymbol("runqueues") is { } queues ? reader.Field(queues + cpu.PerCpuOffset, "rq", "idle") ?? 0 : 0;

    DumpedTask? Task(ulong address)
    {
        KernelObject task = new(_reader, "task_struct", address);
        if (task["pid"] is not { } pid || task.Text("comm") is not { } comm)
        {
            _reader.Report("VMC0817", Message.Of("machine.0817", Hexadecimal.Address(address)));
            return null;
        }

        ulong state = task.First("__state", "state") ?? 0, exit = task["exit_state"] ?? 0, stack = task["stack"] ?? 0;
        int? cpu = Cpu(task, stack);
        (double Seconds, LastRunSource Source)? idle = _current.Contains(address) ? null : _clock.SinceRun(task, cpu);
        return new DumpedTask
        {
            Address = address,
            Pid = (int)(uint)pid,
            Tgid = (int)(uint)(task["tgid"] ?? pid),
            Comm = comm,
            State = state,
            ExitState = exit,
            StateLetter = _letters.Of(state, exit),
            Leader = task["group_leader"] ?? 0,
            Parent = task.First("real_parent", "parent") ?? 0,
            Stack = stack,
            SavedStackPointer = task["thread.sp"] ?? 0,
            Mm = task["mm"] ?? 0,
            Flags = task["flags"] ?? 0,
            Cpu = cpu,
            IsCurrent = _current.Contains(address),
            CommandLine = TaskCommandLine.Read(_reader, task["mm"] ?? 0),
            SecondsSinceRun = idle?.Seconds,
            SecondsQueued = _current.Contains(address) ? null : _clock.Queued(task, cpu),
            LastRunSource = idle?.Source ?? LastRunSource.Unknown,
        };
    }

    /// <summary>
    /// task_struct.thread_info.cpu since 5.16, task_struct.cpu from 4.9 on, and struct thread_info at the bottom of the stack before
    /// (arch/x86/include/asm/thread_info.h, include/linux/sched.h).
    /// </summary>
    int? Cpu(KernelObject task, ulong stack)
    {
        ulong? cpu = task.First("thread_info.cpu", "cpu");
        if (cpu is null && stack != 0)
            cpu = _reader.Field(stack, "thread_info", "cpu");
        return cpu < (ulong)_reader.Limits.MaxCpus ? (int)cpu.Value : null;
    }
}
