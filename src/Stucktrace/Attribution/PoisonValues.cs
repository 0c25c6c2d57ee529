using System.Collections.Immutable;

namespace Stucktrace.Attribution;

/// <summary>Poison values: include/linux/poison.h, mm/slab.h, lib/spinlock debugging, include/uapi/linux/magic.h.</summary>
static class PoisonValues
{
    // List poisons: 0x00100100 and 0x00200200 until 4.2 (Enterprise Linux 6, 7), 0x100 and 0x200 until 5.1, 0x100 and 0x122 since; 64-bit kernels add
    // CONFIG_ILLEGAL_POINTER_VALUE = 0xdead000000000000 (x86-64, arm64, powerpc, riscv, s390 their own). A pointer through one carries a field's offset on top.
    static readonly ImmutableArray<PoisonValue> All =
    [
        new(0xdead000000100100, "LIST_POISON1", "fact.poison.list-next", true),
        new(0xdead000000200200, "LIST_POISON2", "fact.poison.list-prev", true),
        new(0xdead000000000100, "LIST_POISON1", "fact.poison.list-next", true),
        new(0xdead000000000200, "LIST_POISON2", "fact.poison.list-prev", true),
        new(0xdead000000000122, "LIST_POISON2", "fact.poison.list-prev", true),
        new(0x0000000000100100, "LIST_POISON1", "fact.poison.list-next", true),
        new(0x0000000000200200, "LIST_POISON2", "fact.poison.list-prev", true),
        new(0x6b6b6b6b6b6b6b6b, "POISON_FREE", "fact.poison.slab-free", true),
        new(0x5a5a5a5a5a5a5a5a, "POISON_INUSE", "fact.poison.slab-inuse", false),
        new(0xaaaaaaaaaaaaaaaa, "PAGE_POISON", "fact.poison.page", true),
        new(0xcccccccccccccccc, "POISON_FREE_INITMEM", "fact.poison.initmem", true),
        new(0xbbbbbbbbbbbbbbbb, "SLUB_RED_INACTIVE", "fact.poison.red-zone", false),
        new(0x00000000dead4ead, "SPINLOCK_MAGIC", "fact.poison.lock-magic", false),
        new(0x0000000057ac6e9d, "STACK_END_MAGIC", "fact.poison.stack-end", false),
    ];

    /// <summary>Furthest that a field lies from the poisoned pointer: structures of a page; for list poisons, which nothing else looks like, up to four.</summary>
    const long Reach = 0x1000;
    const long ListReach = 0x4000;
    const long Near = 0x100;

    /// <summary>Finds the poison that a value is, or is a small distance from.</summary>
    /// <param name="value">The value.</param>
    /// <param name="poison">The poison.</param>
    /// <param name="delta">What was added: a field's offset, less that of the list node for a container.</param>
    /// <param name="near">True to take only values close to a fill pattern, where nothing failed and chance has many tries.</param>
    public static bool TryFind(ulong value, out PoisonValue poison, out long delta, bool near = false)
    {
        poison = default;
        delta = long.MaxValue;
        foreach (PoisonValue candidate in All)
        {
            long distance = unchecked((long)(value - candidate.Value));

            // Small plain numbers are everywhere: only exact hits of those count.
            bool plain = candidate.Value < 0x1_0000_0000;
            long reach = candidate.Value >> 48 == 0xdead ? ListReach : near ? Near : Reach;
            if (plain ? distance == 0 : distance > -reach && distance < reach && Math.Abs(distance) < Math.Abs(delta))
                (poison, delta) = (candidate, distance);
        }

        return delta != long.MaxValue;
    }
}
