using System.Collections.Immutable;

namespace Stucktrace.Formats.Elf;

/// <summary>
/// The tables of places in code that the kernel patches when it loads the module or at run time, or looks up when a fault happens. Each place is a
/// section and an offset; every table is in the order of the file.
/// </summary>
public sealed record PatchSites
{
    /// <summary>Calls that ftrace may switch on: beginnings of functions, or shortly behind them (__mcount_loc).</summary>
    public ImmutableArray<SectionOffset> FtraceCalls { get; init; } = [];

    /// <summary>Instructions that are replaced where a CPU has some feature (.altinstructions).</summary>
    public ImmutableArray<Alternative> Alternatives { get; init; } = [];

    /// <summary>Branches that are switched by rewriting them (__jump_table).</summary>
    public ImmutableArray<JumpLabel> JumpLabels { get; init; } = [];

    /// <summary>Calls whose target is patched in (.static_call_sites).</summary>
    public ImmutableArray<SectionOffset> StaticCalls { get; init; } = [];

    /// <summary>Jumps and calls through a retpoline (.retpoline_sites).</summary>
    public ImmutableArray<SectionOffset> Retpolines { get; init; } = [];

    /// <summary>Returns through the return thunk (.return_sites).</summary>
    public ImmutableArray<SectionOffset> Returns { get; init; } = [];

    /// <summary>Calls that call-depth tracking patches (.call_sites, since 6.2).</summary>
    public ImmutableArray<SectionOffset> Calls { get; init; } = [];

    /// <summary>Instructions that hypervisors replace (.parainstructions, up to 6.7).</summary>
    public ImmutableArray<SectionOffset> Paravirtual { get; init; } = [];

    /// <summary>lock prefixes that a machine with one CPU drops (.smp_locks).</summary>
    public ImmutableArray<SectionOffset> LockPrefixes { get; init; } = [];

    /// <summary>endbr64 instructions that nothing needs (.ibt_endbr_seal).</summary>
    public ImmutableArray<SectionOffset> EndBranches { get; init; } = [];

    /// <summary>Instructions that may fault, and where execution goes on then (__ex_table).</summary>
    public ImmutableArray<ExceptionEntry> Exceptions { get; init; } = [];

    /// <summary>Instructions (ud2) that stand for BUG() or WARN() (__bug_table).</summary>
    public ImmutableArray<SectionOffset> Bugs { get; init; } = [];

    /// <summary>Places at which the layout of the stack frame changes (.orc_unwind_ip): among them the beginning of every function.</summary>
    public ImmutableArray<SectionOffset> OrcAddresses { get; init; } = [];
}
