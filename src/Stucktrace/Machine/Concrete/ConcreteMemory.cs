using Stucktrace.Machine.Memory;

namespace Stucktrace.Machine.Concrete;

/// <summary>
/// Memory for plain numbers: what is not in the input is noted and reads as zero, so that the run stops there. A struct, so that the calls are bound when
/// this is compiled.
/// </summary>
/// <param name="memory">The bytes.</param>
/// <param name="notes">Receives what is no number.</param>
public readonly struct ConcreteMemory(SparseMemory memory, RunNotes notes) : IMachineMemory<ulong>
{
    /// <summary>The bytes.</summary>
    public SparseMemory Bytes => memory;

    /// <summary>Tells the addresses that hold the code that is run: writing there stops the run.</summary>
    public Func<ulong, bool>? IsCode { get; init; }

    /// <inheritdoc/>
    public ulong Load(ulong address, MemorySegment segment, int bits, ulong at)
    {
        ulong flat = AddressRules.Flat(address, segment);
        MemoryAnswer answer = memory.Read(flat, bits / 8, out ulong value);
        if (answer != MemoryAnswer.Defined)
            Note(flat, answer);
        return value;
    }

    /// <inheritdoc/>
    public void Store(ulong address, MemorySegment segment, ulong value, int bits, ulong at)
    {
        ulong flat = AddressRules.Flat(address, segment);
        if (AddressRules.Faults(flat))
        {
            notes.Fault ??= flat;
            notes.Any = true;
        }
        else if (IsCode?.Invoke(flat) == true || !memory.Write(flat, bits / 8, value))
        {
            notes.RefusedStore ??= flat;
            notes.Any = true;
        }
    }

    /// <inheritdoc/>
    public void StoreUnknown(ulong address, ulong at) => notes.UnknownStore = notes.Any = true;

    void Note(ulong flat, MemoryAnswer answer)
    {
        notes.Any = true;
        if (AddressRules.Faults(flat))
            notes.Fault ??= flat;
        else if (answer == MemoryAnswer.Freed)
            notes.Freed ??= flat;
        else
            notes.NotInInput ??= flat;
    }
}
