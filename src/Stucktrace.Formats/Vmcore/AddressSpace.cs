using System.Buffers.Binary;

namespace Stucktrace.Formats.Vmcore;

/// <summary>
/// The kernel's virtual memory in a dump: page tables walked on the dump's own physical memory. Every read says whether the bytes are there, were left
/// out, are not mapped, or are damaged.
/// </summary>
public sealed class AddressSpace
{
    /// <summary>Makes an address space.</summary>
    /// <param name="physical">Physical memory.</param>
    /// <param name="translation">How addresses are translated.</param>
    public AddressSpace(IPhysicalMemory physical, Translation translation) => (Physical, Translation) = (physical, translation);

    /// <summary>Physical memory.</summary>
    public IPhysicalMemory Physical { get; }

    /// <summary>How addresses are translated.</summary>
    public Translation Translation { get; }

    /// <summary>Translates an address.</summary>
    /// <param name="address">Virtual address.</param>
    /// <param name="physical">Physical address, when the answer is <see cref="MemoryState.Present"/>.</param>
    /// <returns>Present when a mapping was found (the page itself may be excluded all the same); unmapped; or the state of the page table that is missing.</returns>
    public MemoryState Translate(ulong address, out ulong physical) => throw new NotSupportedException();

    /// <summary>Reads bytes, over as many pages as they span.</summary>
    /// <param name="address">Virtual address of the first.</param>
    /// <param name="into">Receives the bytes; what is not present is set to zero.</param>
    /// <returns>Present when every byte is; else the state of the first page that is not.</returns>
    public MemoryState Read(ulong address, Span<byte> into) => throw new NotSupportedException();

    /// <summary>Reads a little-endian number.</summary>
    /// <param name="address">Virtual address of its lowest byte.</param>
    /// <param name="bytes">1, 2, 4 or 8.</param>
    /// <param name="value">The number, zero-extended; zero when it is not present.</param>
    public MemoryState ReadNumber(ulong address, int bytes, out ulong value)
    {
        Span<byte> word = stackalloc byte[8];
        word.Clear();
        MemoryState state = Read(address, word[..bytes]);
        value = state == MemoryState.Present ? BinaryPrimitives.ReadUInt64LittleEndian(word) : 0;
        return state;
    }

    /// <summary>A number, or null when it is not present.</summary>
    /// <param name="address">Virtual address of its lowest byte.</param>
    /// <param name="bytes">1, 2, 4 or 8.</param>
    public ulong? Number(ulong address, int bytes = 8) => ReadNumber(address, bytes, out ulong value) == MemoryState.Present ? value : null;

    /// <summary>Another space over the same memory, such as a process's.</summary>
    /// <param name="root">Physical address of its top page table.</param>
    public AddressSpace WithRoot(ulong root) => new(Physical, Translation with { Root = root });
}
