using System.Globalization;

namespace Stucktrace.Dump;

/// <summary>One task (thread) in a dump.</summary>
public sealed record DumpedTask
{
    /// <summary>Address of its task_struct.</summary>
    public required ulong Address { get; init; }

    /// <summary>pid: the thread's id.</summary>
    public required int Pid { get; init; }

    /// <summary>tgid: the process's id.</summary>
    public required int Tgid { get; init; }

    /// <summary>Name, at most 15 characters; escaped only when shown.</summary>
    public required string Comm { get; init; }

    /// <summary>State bits as the kernel keeps them (__state or state).</summary>
    public ulong State { get; init; }

    /// <summary>exit_state bits.</summary>
    public ulong ExitState { get; init; }

    /// <summary>State letter as ps shows it: R, S, D, T, t, X, Z, P, I.</summary>
    public char StateLetter { get; init; }

    /// <summary>Address of the leader's task_struct; its own for a leader; 0 when it is not known.</summary>
    public ulong Leader { get; init; }

    /// <summary>Address of the real parent's task_struct; 0 when it is not known.</summary>
    public ulong Parent { get; init; }

    /// <summary>Lowest address of its kernel stack; 0 when it is not known.</summary>
    public ulong Stack { get; init; }

    /// <summary>Saved kernel stack pointer (thread.sp) of a task that is not running.</summary>
    public ulong SavedStackPointer { get; init; }

    /// <summary>Address of its mm_struct; 0 for a kernel thread.</summary>
    public ulong Mm { get; init; }

    /// <summary>PF_ flags.</summary>
    public ulong Flags { get; init; }

    /// <summary>CPU that it runs on or ran last; null when it is not known.</summary>
    public int? Cpu { get; init; }

    /// <summary>True when it is the current task of a CPU.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>Command line where the pages are in the dump, else null.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Seconds since it last ran, where the scheduler's data tell; null otherwise.</summary>
    public double? SecondsSinceRun { get; init; }

    /// <summary>From what <see cref="SecondsSinceRun"/> is known.</summary>
    public LastRunSource LastRunSource { get; init; }

    /// <summary>Seconds that it has been ready to run and waiting for its CPU; null when it is not waiting for one or nothing tells.</summary>
    public double? SecondsQueued { get; init; }

    /// <summary>Name and pid as the kernel's reports write them: <c>crond:127</c>.</summary>
    public string Label => string.Create(CultureInfo.InvariantCulture, $"{Comm}:{Pid}");

    /// <summary>True for the first thread of a process.</summary>
    public bool IsLeader => Pid == Tgid;
}
