using static Stucktrace.Incidents.Blame.BlameMethod;
using static Stucktrace.Incidents.Recognition.HeaderRole;
using static Stucktrace.Incidents.ReportKind;

namespace Stucktrace.Incidents.Recognition.Headers;

/// <summary>Page and slab states that must not be, and memory that ran out: mm/page_alloc.c, mm/memory.c, mm/slub.c, mm/slab.c, mm/usercopy.c, mm/oom_kill.c.</summary>
static class MemoryHeaders
{
    internal static readonly HeaderRule[] Rules =
    [
        new("BUG: Bad page state in process {comm}  pfn:", BadPage, "BUG: Bad page state", PageOrigin, skip: Blame.HelperGroups.PageFreeing),
        new("BUG: Bad page state", BadPage, "BUG: Bad page state", PageOrigin, skip: Blame.HelperGroups.PageFreeing),
        new("Bad page state in process ", BadPage, "BUG: Bad page state", PageOrigin, skip: Blame.HelperGroups.PageFreeing),
        new("BUG: Bad page map", BadPage, "BUG: Bad page map", Nobody),
        new("BUG: Bad page cache", BadPage, "BUG: Bad page cache", PageOrigin, skip: Blame.HelperGroups.PageFreeing),
        new("BUG: Bad rss-counter state", BadPage, "BUG: Bad rss-counter state", Nobody, OneLine),
        new("page:{address} is uninitialized and poisoned", BadPage, "page is uninitialized and poisoned", Nobody, BeginsOrContinues),

        new("BUG {cache} (Tainted: {text}): {what}", MemoryCorruption, "BUG: {what}", Nobody),
        new("BUG {cache} (Not tainted): {what}", MemoryCorruption, "BUG: {what}", Nobody),
        new("Slab corruption", MemoryCorruption, "Slab corruption", Nobody),
        new("slab error in {function}", MemoryCorruption, "slab error", Nobody, OneLine),
        new("cache `{cache}': double free, or memory", MemoryCorruption, "slab: double free", Trace),
        new("INFO: Allocated in {function} age=", MemoryCorruption, "slab object allocated", HeaderOnly, BeginsOrContinues, rank: -3),
        new("INFO: Freed in {function} age=", MemoryCorruption, "slab object freed", HeaderOnly, BeginsOrContinues, rank: -3),
        new("usercopy: Kernel memory exposure attempt detected {text}", MemoryCorruption, "BUG: bad usercopy", Trace, Message, Blame.HelperGroups.UserCopyChecks),
        new("usercopy: Kernel memory overwrite attempt detected {text}", MemoryCorruption, "BUG: bad usercopy", Trace, Message, Blame.HelperGroups.UserCopyChecks),

        new("{comm} invoked oom-killer: {text}", Oom, "{comm} invoked oom-killer", Nobody),
        new("Out of memory: Kill process {pid} ({comm})", Oom, "Out of memory", Nobody, BeginsOrContinues),
        new("Out of memory: Killed process {pid} ({comm})", Oom, "Out of memory", Nobody, BeginsOrContinues),
        new("Memory cgroup out of memory: Kill process {pid} ({comm})", Oom, "Memory cgroup out of memory", Nobody, BeginsOrContinues),
        new("Memory cgroup out of memory: Killed process {pid} ({comm})", Oom, "Memory cgroup out of memory", Nobody, BeginsOrContinues),
    ];
}
