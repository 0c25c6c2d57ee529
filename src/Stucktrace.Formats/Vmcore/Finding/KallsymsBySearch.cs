using Stucktrace.Formats.Symbols;

namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// Finds kallsyms in the kernel's image where nothing says where it lies (vmcoreinfo tells it since 6.0). The image is in one piece of physical memory, so it
/// can be searched there, in bounded pieces.
/// </summary>
/// <param name="memory">Physical memory.</param>
/// <param name="limits">Bounds.</param>
sealed class KallsymsBySearch(IPhysicalMemory memory, ReadLimits limits)
{
    const int ChunkBytes = 1 << 20, Overlap = 64;

    // The tables of 100,000 symbols take 3 MiB before the tokens, those of a very large kernel 30; offsets behind the tokens (since 6.4) are smaller.
    static readonly (int Before, int Behind)[] Windows = [(6 << 20, 2 << 20), (40 << 20, 16 << 20)];

    /// <summary>Searches a range of physical memory.</summary>
    /// <param name="start">Where the image begins.</param>
    /// <param name="virtualOf">What to add to a physical address for its place in the image's mapping.</param>
    /// <param name="accept">Says whether a table is the kernel's.</param>
    internal SymbolTable? Find(ulong start, ulong virtualOf, Func<SymbolTable, bool> accept)
    {
        byte[] chunk = new byte[ChunkBytes];
        for (ulong at = start; at - start < (ulong)limits.MaxKernelImageBytes; at += ChunkBytes - Overlap)
        {
            memory.Read(at, chunk);
            ReadOnlySpan<byte> rest = chunk;
            for (int found; (found = rest.IndexOf(Kallsyms.Digits)) >= 0; rest = rest[(found + 1)..])
            {
                if (At(at + (ulong)(chunk.Length - rest.Length + found), start, virtualOf, accept) is { } table)
                    return table;
            }
        }

        return null;
    }

    /// <summary>Reads the table whose tokens have their digits at a physical address.</summary>
    internal SymbolTable? At(ulong digits, ulong lowest, ulong? virtualOf, Func<SymbolTable, bool> accept)
    {
        foreach ((int before, int behind) in Windows)
        {
            ulong start = PresentDownTo(digits, Math.Max(lowest, digits - Math.Min(digits, (ulong)before)) & ~PageMapping.InPage);
            byte[] window = new byte[PresentUpTo(digits, digits + (ulong)behind) - start];
            if (memory.Read(start, window) != MemoryState.Present)
                return null;
            if (Kallsyms.Read(window, limits, offset => virtualOf is { } moved ? unchecked(start + (ulong)offset + moved) : null) is { } table && accept(table))
                return table;
        }

        return null;
    }

    /// <summary>The lowest address from which on all pages up to another are in the dump: a table with a hole in it would be read wrong.</summary>
    ulong PresentDownTo(ulong address, ulong lowest)
    {
        ulong frame = address >> PageMapping.PageShift;
        while (frame > lowest >> PageMapping.PageShift && memory.StateOf(frame - 1) == MemoryState.Present)
            frame--;
        return frame << PageMapping.PageShift;
    }

    ulong PresentUpTo(ulong address, ulong highest)
    {
        ulong frame = address >> PageMapping.PageShift;
        while (frame < highest >> PageMapping.PageShift && memory.StateOf(frame) == MemoryState.Present)
            frame++;
        return frame << PageMapping.PageShift;
    }
}
