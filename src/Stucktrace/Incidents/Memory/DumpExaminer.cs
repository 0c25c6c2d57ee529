using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Dump.Code;
using Stucktrace.Dump.CpuStates;
using Stucktrace.Dump.Locks;
using Stucktrace.Dump.Log;
using Stucktrace.Dump.Rcu;
using Stucktrace.Dump.Reading;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Formats.Vmcore.Extract;
using Stucktrace.Termination.Live;

namespace Stucktrace.Incidents.Memory;

/// <summary>Opens the dumps among the inputs and looks for what does not get on in them: CPUs, tasks, grace periods. Their logs become logs like any other.</summary>
public static class DumpExaminer
{
    // The least that a task must have slept before it is worth a word: nobody is alarmed by a disk that is slow for a moment.
    const double ShortestWait = 10;

    // A grace period takes milliseconds, and seconds under load; RCU itself complains after 21 (rcu_cpu_stall_timeout).
    const double ShortestGracePeriod = 10;

    // As many module files are looked at for the size of struct module; one is enough.
    const int MostModules = 16;

    // orig_ax within struct pt_regs (arch/x86/include/asm/ptrace.h), the same since 2.6.32.
    const ulong SystemCallField = 120;

    /// <summary>Examines the dumps.</summary>
    /// <param name="files">The inputs; a dump's log is put into its input.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="recorder">Remembers what is read of the first dump, or null.</param>
    /// <param name="progress">Is told how far unpacking is.</param>
    public static ImmutableArray<ExaminedDump> Examine(ImmutableArray<InputFile> files, ReadLimits limits, ExtractRecorder? recorder = null, Action<string, long, long?>? progress = null)
    {
        ImmutableArray<ExaminedDump>.Builder dumps = ImmutableArray.CreateBuilder<ExaminedDump>();
        Lazy<SymbolFile?> symbols = new(() => files.FirstOrDefault(f => f is { Kind: InputKind.Symbols, Readable: true } && f.Path != "-") is { } named ? SymbolFile.Open(named.Path, named.Report, limits) : null);
        foreach (IGrouping<int, InputFile> parts in files.Where(f => f is { Kind: InputKind.Vmcore, Readable: true }).GroupBy(f => f.Group))
        {
            InputFile first = parts.First();
            if (DumpReader.Read(DumpFile.Open([.. parts], limits, progress), symbols.Value, limits, first.Report, Modules(files, limits), recorder) is { } machine)
                dumps.Add(Examine(first, machine, limits));
            else
                first.Fail(new InputDiagnostic("VMC1202", Message.Of("vmc.1202")));
        }

        return dumps.ToImmutable();
    }

    // Read only where a kernel's layouts are not known otherwise.
    static IEnumerable<ModuleFile> Modules(ImmutableArray<InputFile> files, ReadLimits limits) =>
        files.Where(f => f is { Kind: InputKind.Module, Readable: true }).Take(MostModules).Select(f => ModuleFile.Open(f.Path, static _ => { }, limits)).OfType<ModuleFile>();

    static ExaminedDump Examine(InputFile file, DumpedMachine machine, ReadLimits limits)
    {
        DumpedLog? log = DumpedLog.Read(machine.Kernel, file.Report, limits);
        long lines = 0;
        if (log is not null)
        {
            using MemoryStream text = new();
            log.WriteTo(text, callers: true);
            byte[] bytes = text.ToArray();
            file.KernelLog = bytes;
            lines = bytes.AsSpan().Count((byte)'\n');
        }

        ModuleCodes codes = new(machine, file.Path, file.Report, limits);
        ImmutableArray<CpuState> states = CpuStateReader.Read(machine, file.Report, limits);
        WaitGraph waits = WaitGraph.Read(machine, t => StackReader.Read(machine, t), file.Report, limits);
        double last = log?.Records.Max(r => r.Nanoseconds) / 1e9 ?? 0;
        double now = Math.Max(last, TimeBase.Read(new KernelReader(machine.Kernel, limits, _ => { }), machine.Cpus).Uptime ?? 0);
        StalledCpu[] cpus = [.. Busy(machine, states, codes)];
        return new ExaminedDump
        {
            Input = file.Index,
            Path = file.Path,
            Machine = machine,
            Codes = codes,
            LogLines = lines,
            Time = now > 0 ? new LogTime((long)(now * 1e6), null) : default,
            CpuStates = states,
            Hooks = KernelTextHooks.Find(machine),
            Stalled = [.. cpus.Where(IsStalled)],
            Undecided = [.. cpus.Where(c => !IsStalled(c) && c.Live is { Verdict: LiveVerdict.Unknown, Module: not null })],
            Waits = waits,
            Waiting = [.. Waiting(machine, waits)],
            Rcu = RcuReader.Read(machine, file.Report, limits),
        };
    }

    // What the watchdog's own marks show, or what never ends when it is executed on: where kernels preempt everywhere there is no other sign.
    static bool IsStalled(StalledCpu cpu) => cpu.SeenByWatchdog || cpu.Live?.Verdict == LiveVerdict.NeverEnds;

    static IEnumerable<StalledCpu> Busy(DumpedMachine machine, ImmutableArray<CpuState> states, ModuleCodes codes)
    {
        foreach (CpuState state in states)
        {
            if (machine.Cpus.FirstOrDefault(c => c.Number == state.Number) is not { Current: not 0 } cpu || machine.TaskAt(cpu.Current) is not { Pid: > 0 } task)
                continue;
            StackLayers stack = StackReader.Of(machine).StackOf(cpu);
            if (stack.Task is not { Registers: { } registers } layer)
                continue;
            LiveStudy? live = LiveCpu.Study(machine, cpu, null, codes);
            ulong? call = stack.User is { Origin: RegisterOrigin.InterruptFrame } user ? machine.Kernel.Memory.Number(user.Address + SystemCallField) : null;
            yield return new StalledCpu(cpu, task, registers, layer.Frames, stack.User, call, state.IsStuck ? (int)state.SecondsSinceWatchdog! : 0, state.IsStuck, task.Address) { Live = live };
        }
    }

    static IEnumerable<WaitingTask> Waiting(DumpedMachine machine, WaitGraph waits)
    {
        foreach (TaskWait wait in waits.Waits.Where(w => w.Task is { StateLetter: 'D' } && w.Task.SecondsSinceRun is null or >= ShortestWait).Take(ReadLimits.MaxExaminedTasks))
        {
            DumpedTask? owner = wait.Lock is { OwnerState: OwnerState.Alive } held ? machine.TaskAt(held.Owner) : null;
            string? kind = wait.Lock?.Kind switch { LockKind.Mutex => "mutex", LockKind.ReadWriteSemaphore => "rw-semaphore", LockKind.Semaphore => "semaphore", _ => null };
            yield return new WaitingTask(wait.Task, wait.Frames, (int?)wait.Task.SecondsSinceRun, owner is null ? null : kind, owner, wait.Lock?.Address ?? 0);
        }
    }

    /// <summary>What RCU would have complained about.</summary>
    /// <param name="dump">The dump.</param>
    internal static IEnumerable<StalledGracePeriod> GracePeriods(ExaminedDump dump)
    {
        foreach (RcuView rcu in dump.Rcu)
        {
            if (rcu is not { InProgress: true, AgeSeconds: >= ShortestGracePeriod, AgeTicks: { } age } || (rcu.WaitsForCpus.IsEmpty && rcu.WaitsForTasks.IsEmpty))
                continue;
            ImmutableArray<int> tasks = [.. dump.Machine.Tasks.Where(t => rcu.WaitsForTasks.Contains(t.Address)).Select(t => t.Pid)];
            yield return new StalledGracePeriod(rcu.Flavour, (long)age, rcu.WaitsForCpus, tasks, dump.Machine.Kernel.Symbols.Find("rcu_state") ?? rcu.Kthread);
        }
    }
}
