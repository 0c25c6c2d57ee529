using Stucktrace.Machine.Memory;

namespace Stucktrace.Machine.Known;

/// <summary>Memory for partly known values: what is not in the input reads as unknown, and a write of an unknown value makes bytes unknown.</summary>
/// <param name="memory">The bytes.</param>
/// <param name="notes">Receives what is no value.</param>
public sealed class KnownMemory(SparseMemory memory, RunNotes notes) : IMachineMemory<KnownValue>
{
    /// <summary>The bytes.</summary>
    public SparseMemory Bytes => memory;

    /// <summary>Accesses made so far, by which the work of a run is bounded.</summary>
    public long Accesses { get; private set; }

    /// <summary>Receives every access while it is set.</summary>
    public Action<MemoryAccess>? Observer { get; set; }

    /// <summary>Is told of each write before it is done, while it is set: address of the instruction, and what will be written to.</summary>
    public Action<ulong, ulong>? BeforeStore { get; set; }

    /// <summary>Tells the addresses that hold the code that is run: writing there stops the run.</summary>
    public Func<ulong, bool>? IsCode { get; set; }

    /// <inheritdoc/>
    public KnownValue Load(KnownValue address, MemorySegment segment, int bits, ulong at)
    {
        Accesses++;
        if (!address.IsKnown)
            return KnownValue.Nothing(bits);
        ulong flat = AddressRules.Flat(address.Value, segment);
        if (AddressRules.Faults(flat))
        {
            notes.Fault ??= flat;
            notes.Any = true;
            return KnownValue.Nothing(bits);
        }

        MemoryAnswer answer = memory.Read(flat, bits / 8, out ulong value, out ulong unknown);
        if (answer != MemoryAnswer.Defined)
        {
            notes.Any = true;
            if (answer == MemoryAnswer.Freed)
                notes.Freed ??= flat;
            else
                notes.NotInInput ??= flat;
        }

        Observer?.Invoke(new MemoryAccess(at, flat, bits / 8, value, unknown, IsWrite: false, answer == MemoryAnswer.Freed));
        return new KnownValue(value, unknown);
    }

    /// <inheritdoc/>
    public void Store(KnownValue address, MemorySegment segment, KnownValue value, int bits, ulong at)
    {
        Accesses++;
        if (!address.IsKnown)
        {
            notes.UnknownStore = notes.Any = true;
            return;
        }

        ulong flat = AddressRules.Flat(address.Value, segment);
        if (AddressRules.Faults(flat))
        {
            notes.Fault ??= flat;
            notes.Any = true;
            return;
        }

        BeforeStore?.Invoke(at, flat);
        if (IsCode?.Invoke(flat) == true || !Write(flat, bits / 8, value))
        {
            notes.RefusedStore ??= flat;
            notes.Any = true;
            return;
        }

        Observer?.Invoke(new MemoryAccess(at, flat, bits / 8, value.Value, value.Unknown, IsWrite: true, IsFreed: false));
    }

    /// <inheritdoc/>
    public void StoreUnknown(KnownValue address, ulong at) => notes.UnknownStore = notes.Any = true;

    bool Write(ulong flat, int bytes, KnownValue value)
    {
        if (value.IsKnown)
            return memory.Write(flat, bytes, value.Value);
        for (int i = 0; i < bytes; i++)
        {
            if ((value.Unknown >> (8 * i) & 0xff) != 0)
                memory.Forget(flat + (ulong)i, 1);
            else if (!memory.Write(flat + (ulong)i, 1, value.Value >> (8 * i) & 0xff))
                return false;
        }

        return true;
    }
}
