using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Incidents;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.StackReading;

/// <summary>What the kernel-side registers of a report hold, as far as their values tell.</summary>
/// <param name="Current">Registers that hold the current task's address.</param>
/// <param name="Cursors">Registers that hold another object of the same kind.</param>
/// <param name="PidLike">Registers whose value may be a process id.</param>
/// <param name="StackPointers">Registers that point into the stack above the stack pointer, with their distance from it.</param>
sealed record RegisterRoles(
    ImmutableArray<string> Current,
    ImmutableArray<CursorCandidate> Cursors,
    ImmutableArray<PidCandidate> PidLike,
    ImmutableArray<(string Register, long Offset)> StackPointers)
{
    // Process ids below 300 are not given out again (RESERVED_PIDS); the largest is 2^22 (PID_MAX_LIMIT).
    const ulong LeastPid = 300;
    const ulong MostPid = 1 << 22;

    // Kernel stacks are at most this large and aligned to their size (x86-64 16 KiB; 32 KiB with KASAN).
    const ulong StackBytes = 0x4000;

    // Registers with a meaning of their own, and R11, where the syscall instruction leaves the flags.
    static readonly HashSet<string> NotData = new(StringComparer.Ordinal)
    {
        "rip", "eip", "rsp", "esp", "eflags", "rflags", "orig_rax", "orig_eax", "cs", "ds", "es", "ss", "fs", "gs", "knlgs", "pkru", "cr0", "cr2", "cr3", "cr4", "cr8",
        "dr0", "dr1", "dr2", "dr3", "dr6", "dr7", "r11", "pc", "lr", "sp", "pstate", "psr", "control", "table", "dac", "epc", "ra", "status", "cause", "badaddr", "msr", "cr", "xer", "nip", "ctr",
        "pmr_save", "cfar", "dsisr", "dar", "irqmask", "trap", "fp",
    };

    /// <summary>Reads a report's registers.</summary>
    public static RegisterRoles Read(Report report)
    {
        ImmutableArray<string> current = report.TaskAddress is { } task ? [.. Data(report).Where(p => p.Value == task).Select(p => p.Key)] : [];
        ImmutableArray<CursorCandidate> cursors = FindCursors(report);
        // A small number is only worth a word where tasks are looked at: a register holds one, or the system call takes a pid.
        bool aboutTasks = current.Length > 0 || cursors.Length > 0;
        return new RegisterRoles(current, cursors, FindPids(report, aboutTasks), FindStackPointers(report));
    }

    /// <summary>True for registers that arguments are passed in on x86-64.</summary>
    public static bool IsArgument(string register) => register is "rdi" or "rsi" or "rdx" or "rcx" or "r8" or "r9";

    /// <summary>Registers that hold data of the running code, in order of their names.</summary>
    public static IEnumerable<string> DataRegisters(Report report) => Data(report).Select(p => p.Key);

    static IEnumerable<KeyValuePair<string, ulong>> Data(Report report) => report.Registers.Values.Where(p => !NotData.Contains(p.Key) && !report.IsLeftOver(p.Key));

    static ImmutableArray<CursorCandidate> FindCursors(Report report)
    {
        if (report.TaskAddress is not { } task)
            return [];
        ImmutableArray<CursorCandidate>.Builder found = ImmutableArray.CreateBuilder<CursorCandidate>();
        ulong stack = (RegisterText.StackPointer(report) is { } sp ? report.Registers[sp] ?? 0 : 0) / StackBytes;
        foreach (TaskStructLayout layout in TaskStructLayout.For(KernelRelease.Parse(report.Kernel)))
        {
            if (layout.IndexOf(task) is not { } own)
                continue;
            foreach ((string register, ulong value) in Data(report))
            {
                // Memory of the same mapping (the upper 24 bits), not the stack, and another object.
                bool candidate = value != task && value >> 40 == task >> 40 && value / StackBytes != stack;
                if (candidate && layout.IndexOf(value) is { } other && !found.Any(c => c.Register == register))
                    found.Add(new CursorCandidate(register, value, layout, own, other));
            }
        }

        return found.ToImmutable();
    }

    static ImmutableArray<PidCandidate> FindPids(Report report, bool aboutTasks)
    {
        ImmutableArray<PidCandidate>.Builder found = ImmutableArray.CreateBuilder<PidCandidate>();
        foreach ((string register, ulong value) in Data(report))
        {
            if (value is < LeastPid or >= MostPid)
                continue;
            string? argument = ArgumentWithValue(report, value);
            if (!aboutTasks && argument is null)
                continue;
            int? slot = null;
            foreach (StackWord word in report.Stack)
            {
                if (word.Value == value)
                {
                    slot = word.OffsetFromSp;
                    break;
                }
            }

            found.Add(new PidCandidate(register, (int)value, (int)value == report.Pid, slot, argument));
        }

        return found.ToImmutable();
    }

    // The name of the system call's argument that has this value, if it is a process id.
    static string? ArgumentWithValue(Report report, ulong value)
    {
        if (report.SystemCall is not { } call)
            return null;
        string text = value.ToString(CultureInfo.InvariantCulture);
        foreach ((string name, string argument) in call.Arguments)
        {
            if (name is "pid" or "upid" or "tgid" && argument == text)
                return name;
        }

        return null;
    }

    static ImmutableArray<(string Register, long Offset)> FindStackPointers(Report report)
    {
        if (RegisterText.StackPointer(report) is not { } name || report.Registers[name] is not { } sp || sp < 0x8000_0000)
            return [];
        return [.. Data(report).Where(p => p.Value > sp && p.Value - sp < StackBytes && p.Value / StackBytes == sp / StackBytes).Select(p => (p.Key, (long)(p.Value - sp)))];
    }
}
