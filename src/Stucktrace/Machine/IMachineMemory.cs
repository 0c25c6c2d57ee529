namespace Stucktrace.Machine;

/// <summary>What the machine reads and writes.</summary>
/// <typeparam name="TValue">One value.</typeparam>
public interface IMachineMemory<TValue>
{
    /// <summary>Reads.</summary>
    /// <param name="address">Address, relative to the segment.</param>
    /// <param name="segment">Segment.</param>
    /// <param name="bits">8, 16, 32 or 64.</param>
    /// <param name="at">Address of the instruction.</param>
    TValue Load(TValue address, MemorySegment segment, int bits, ulong at);

    /// <summary>Writes.</summary>
    /// <param name="address">Address, relative to the segment.</param>
    /// <param name="segment">Segment.</param>
    /// <param name="value">Value.</param>
    /// <param name="bits">8, 16, 32 or 64.</param>
    /// <param name="at">Address of the instruction.</param>
    void Store(TValue address, MemorySegment segment, TValue value, int bits, ulong at);

    /// <summary>Something was written that is not modelled: nothing that was known of memory from this address up holds any longer.</summary>
    /// <param name="address">Lowest address; the start of the object.</param>
    /// <param name="at">Address of the instruction.</param>
    void StoreUnknown(TValue address, ulong at);
}
