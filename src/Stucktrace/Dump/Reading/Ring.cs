using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Reading;

/// <summary>A walk over one of the kernel's circular lists (struct list_head: next at 0, prev at 8, in every version), bounded and safe against circles.</summary>
/// <param name="Nodes">Addresses of the nodes that were read, in the order of the walk; the head is none of them.</param>
/// <param name="End">How it ended.</param>
/// <param name="Last">The node (or the head) whose link ended the walk.</param>
/// <param name="Link">That link.</param>
/// <param name="State">What the dump says of the node it leads to.</param>
sealed record Ring(ImmutableArray<ulong> Nodes, RingEnd End, ulong Last, ulong Link, MemoryState State)
{
    // LIST_POISON1 and 2 are POISON_POINTER_DELTA (0xdead000000000000 on x86-64) plus 0x100 and 0x122, or 0x00100100 and 0x00200200 up to 4.2; nodes lie in
    // structs, so an offset of some pages may be in between.
    const ulong Poison = 0xdead_0000_0000_0000, PoisonSpan = 0x0040_0000;

    internal bool IsWhole => End == RingEnd.Closed;

    internal static bool IsPoison(ulong pointer) => pointer - Poison < PoisonSpan;

    internal static Ring Forward(AddressSpace memory, ulong head, int most) => Walk(memory, head, most, 0);

    internal static Ring Backward(AddressSpace memory, ulong head, int most) => Walk(memory, head, most, 8);

    static Ring Walk(AddressSpace memory, ulong head, int most, ulong link)
    {
        ImmutableArray<ulong>.Builder nodes = ImmutableArray.CreateBuilder<ulong>();
        HashSet<ulong> seen = [];
        ulong at = head;
        while (true)
        {
            MemoryState state = memory.ReadNumber(at + link, 8, out ulong next);
            if (state != MemoryState.Present)
            {
                // The node itself is not there: it is the link of the one before that leads nowhere, and it is no node.
                if (nodes.Count > 0)
                    nodes.RemoveAt(nodes.Count - 1);
                return new Ring(nodes.ToImmutable(), RingEnd.NotPresent, nodes.Count > 0 ? nodes[^1] : head, at, state);
            }

            if (next == head)
                return new Ring(nodes.ToImmutable(), RingEnd.Closed, at, next, state);
            RingEnd? end = next == 0 ? RingEnd.Null : IsPoison(next) ? RingEnd.Poison : nodes.Count >= most ? RingEnd.TooLong : !seen.Add(next) ? RingEnd.Circle : null;
            if (end is { } reason)
                return new Ring(nodes.ToImmutable(), reason, at, next, state);
            nodes.Add(next);
            at = next;
        }
    }

    /// <summary>Why the list could not be followed to its end, for people.</summary>
    internal Message Reason() => End switch
    {
        RingEnd.Null => Message.Of("machine.list.null", Hexadecimal.Address(Last)),
        RingEnd.Poison => Message.Of("machine.list.poison", Hexadecimal.Address(Last), Hexadecimal.Address(Link)),
        RingEnd.Circle => Message.Of("machine.list.circle", Hexadecimal.Address(Last), Hexadecimal.Address(Link)),
        RingEnd.TooLong => Message.Of("machine.list.too-long", Hexadecimal.Address(Last), Nodes.Length),
        RingEnd.NotPresent => Message.Of("machine.list.not-present", Hexadecimal.Address(Last), Hexadecimal.Address(Link), StateText.Of(State)),
        _ => Message.Of("machine.list.whole", Nodes.Length),
    };
}
