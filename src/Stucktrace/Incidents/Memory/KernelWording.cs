using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Dump;

namespace Stucktrace.Incidents.Memory;

/// <summary>
/// Writes what is in memory the way the kernel's own reports do (kernel/watchdog.c, kernel/hung_task.c, kernel/rcu/tree_stall.h, show_regs() of 6.1), so
/// that everything behind reads a dump as it reads a log.
/// </summary>
/// <param name="release">The kernel.</param>
/// <param name="modules">Its modules, by name and taint letters.</param>
/// <param name="modulesAt">Address of the list of modules.</param>
sealed class KernelWording(string release, ImmutableArray<(string Name, string Flags)> modules, ulong modulesAt)
{
    static readonly string[][] Rows = [["RAX", "RBX", "RCX"], ["RDX", "RSI", "RDI"], ["RBP", "R08", "R09"], ["R10", "R11", "R12"], ["R13", "R14", "R15"]];
    static readonly string[] Order = ["RAX", "RCX", "RDX", "RBX", "RSP", "RBP", "RSI", "RDI", "R08", "R09", "R10", "R11", "R12", "R13", "R14", "R15"];

    /// <summary>A CPU that does not get on.</summary>
    internal IEnumerable<MemoryLine> SoftLockup(StalledCpu stalled)
    {
        DumpedRegisters registers = stalled.Registers;
        ulong saved = registers.Address == 0 ? stalled.Task.Address : registers.Address;
        yield return Line($"watchdog: BUG: soft lockup - CPU#{stalled.Cpu.Number} stuck for {stalled.Seconds}s! [{stalled.Task.Label}]", stalled.Since);
        if (modules.Length > 0)
            yield return Line($"Modules linked in: {string.Join(' ', modules.Select(m => m.Flags.Length > 0 ? $"{m.Name}({m.Flags})" : m.Name))}", modulesAt);
        yield return Line($"CPU: {stalled.Cpu.Number} PID: {stalled.Task.Pid} Comm: {stalled.Task.Comm} {release}", stalled.Task.Address);
        yield return Line($"RIP: {registers.CodeSegment:x4}:{Place(stalled.Frames.IsEmpty ? null : stalled.Frames[0], registers.InstructionPointer)}", saved);
        foreach (MemoryLine line in Registers(registers, saved, null))
            yield return line;
        foreach (MemoryLine line in Trace(stalled.Frames.Skip(1)))
            yield return line;
        if (stalled.User is { } user)
        {
            yield return Line($"RIP: {user.CodeSegment:x4}:0x{user.InstructionPointer:x}", user.Address);
            foreach (MemoryLine line in Registers(user, user.Address, stalled.UserSystemCall))
                yield return line;
        }

        yield return Line(" </TASK>", saved);
    }

    /// <summary>A task that sleeps and answers no signals.</summary>
    internal static IEnumerable<MemoryLine> HungTask(WaitingTask waiting, int parent)
    {
        DumpedTask task = waiting.Task;
        if (waiting.Seconds is { } seconds)
            yield return Line($"INFO: task {task.Label} blocked for more than {seconds} seconds.", task.Address);
        if (waiting is { LockKind: { } kind, Owner: { } owner })
            yield return Line($"INFO: task {task.Label} is blocked on a {kind} likely owned by task {owner.Label}.", waiting.Lock);
        yield return Line($"task:{task.Comm,-15} state:{task.StateLetter} stack:0     pid:{task.Pid,-5} ppid:{parent,-6} flags:0x{task.Flags & 0xffff_ffff:x8}", task.Address);
        foreach (MemoryLine line in Trace(waiting.Frames))
            yield return line;
        yield return Line(" </TASK>", task.Address);
    }

    /// <summary>A grace period that does not end.</summary>
    internal static IEnumerable<MemoryLine> Stall(StalledGracePeriod stall, int detectedBy)
    {
        yield return Line($"rcu: INFO: {stall.Flavour} detected stalls on CPUs/tasks:", stall.Address);
        foreach (int cpu in stall.Cpus)
            yield return Line($"rcu: \t{cpu}-...!: (1 GPs behind) idle=0/1/0x4000000000000000 softirq=0/0 fqs=0", stall.Address);
        if (!stall.Tasks.IsEmpty)
            yield return Line($"rcu: \tTasks blocked on level-0 rcu_node (CPUs 0-0): {string.Join(' ', stall.Tasks.Select(t => $"P{t}"))}", stall.Address);
        yield return Line($"\t(detected by {detectedBy}, t={stall.Jiffies} jiffies, g=0, q=0 ncpus=0)", stall.Address);
    }

    static IEnumerable<MemoryLine> Registers(DumpedRegisters registers, ulong at, ulong? systemCall)
    {
        string call = systemCall is { } number ? string.Create(CultureInfo.InvariantCulture, $" ORIG_RAX: {number:x16}") : string.Empty;
        yield return Line($"RSP: {(registers.InUserMode ? 0x2b : 0x18):x4}:{registers.StackPointer:x16} EFLAGS: {registers.Flags:x8}{call}", at);
        foreach (string[] row in Rows)
            yield return new MemoryLine(string.Join(' ', row.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}: {registers.Values[Array.IndexOf(Order, name)]:x16}"))), at);
    }

    static IEnumerable<MemoryLine> Trace(IEnumerable<DumpedFrame> frames)
    {
        bool begun = false;
        foreach (DumpedFrame frame in frames)
        {
            if (!begun)
            {
                yield return Line("Call Trace:", frame.StackAddress);
                yield return Line(" <TASK>", frame.StackAddress);
                begun = true;
            }

            yield return Line($" {(frame.Method is FrameMethod.Scan ? "? " : string.Empty)}{Place(frame, frame.Address)}", frame.StackAddress);
        }
    }

    // Kernels print "[module]" behind the size, and a bare address where no symbol covers it.
    static string Place(DumpedFrame? frame, ulong address) => frame is not { Symbol: { } symbol }
        ? string.Create(CultureInfo.InvariantCulture, $"0x{address:x}")
        : string.Create(CultureInfo.InvariantCulture, $"{symbol}+0x{frame.Offset:x}/0x{frame.Size:x}{(frame.Module is { } module ? $" [{module}]" : string.Empty)}");

    // Names of tasks may hold anything; a log never holds control characters.
    static MemoryLine Line(string text, ulong address) => new(text.AsSpan().ContainsAnyInRange('\0', '\u001f') ? new string([.. text.Select(c => char.IsControl(c) && c != '\t' ? '?' : c)]) : text, address);
}
