using System.Collections.Immutable;
using Stucktrace.Incidents;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution;

/// <summary>What the registers of a CPU that was caught several times at one place tell about its loop.</summary>
/// <param name="Cursor">Register that walks from object to object, or null.</param>
/// <param name="Node">Register that stays at a fixed distance from it (the node inside the object), or null.</param>
/// <param name="Distance">That distance.</param>
/// <param name="Values">How many different values the cursor had.</param>
/// <param name="Evidence">The lines.</param>
sealed record LoopEvidence(string Cursor, string? Node, long Distance, int Values, ImmutableArray<Evidence> Evidence)
{
    static readonly string[] General =
        ["rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28"];

    /// <summary>
    /// Looks for a walk: a register that holds a different kernel object each time while the other registers stay, but for one that follows it at a fixed
    /// distance. Null when the samples show none.
    /// </summary>
    /// <param name="samples">Reports of the same stall.</param>
    internal static LoopEvidence? Of(IEnumerable<Report> samples)
    {
        ImmutableArray<Report> taken = [.. samples.Where(r => r.Registers.Values.Count > 4).DistinctBy(r => r.Register("rsp") is null ? r.Id : string.Join(',', General.Select(g => r.Register(g))))];
        if (taken.Length < 2 || taken.Select(r => r.Register("rsp") ?? r.Register("sp")).Distinct().Skip(1).Any())
            return null;
        ImmutableArray<string> moving = [.. General.Where(name => taken.Select(r => r.Register(name)).Distinct().Skip(1).Any())];
        foreach (string cursor in moving)
        {
            if (!taken.All(r => IsObject(r.Register(cursor), r.Register("rsp") ?? r.Register("sp"))))
                continue;
            foreach (string node in moving.Where(m => m != cursor))
            {
                if (FixedDistance(taken, cursor, node) is { } distance and > 0)
                    return Make(taken, cursor, node, distance);
            }

            // Every other register stands still: what moves is the cursor of a walk over nodes.
            if (moving.Length == 1)
                return Make(taken, cursor, null, 0);
        }

        return null;
    }

    static LoopEvidence Make(ImmutableArray<Report> taken, string cursor, string? node, long distance) => new(
        cursor, node, distance, taken.Select(r => r.Register(cursor)).Distinct().Count(),
        [.. taken.Select(r => r.At(r.Registers.Lines.TryGetValue(cursor, out long line) ? line : r.FirstLine))]);

    static long? FixedDistance(ImmutableArray<Report> taken, string cursor, string node)
    {
        long? distance = null;
        foreach (Report report in taken)
        {
            if (report.Register(cursor) is not { } a || report.Register(node) is not { } b || (distance ?? unchecked((long)(b - a))) != unchecked((long)(b - a)))
                return null;
            distance = unchecked((long)(b - a));
        }

        return distance is { } d && Math.Abs(d) < 0x10000 ? d : null;
    }

    // In the kernel's half, aligned like an object, and not on this very stack.
    static bool IsObject(ulong? value, ulong? stack) =>
        value is >= KernelHalf.First and < KernelHalf.Image && value % 8 == 0 && (stack is not { } sp || value - sp + 0x8000 > 0x10000);
}
