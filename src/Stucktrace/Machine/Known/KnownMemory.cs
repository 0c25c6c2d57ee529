using Stucktrace.Formats.Vmcore;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Machine.Known;

/// <summary>Memory for partly known values: what is not in the input reads as unknown, and a write of an unknown value makes bytes unknown.</summary>
/// <param name="memory">The bytes.</param>
/// <param name="notes">Receives what is no value.</param>
public sealed class KnownMemory(SparseMemory memory, RunNotes notes) : IMachineMemory<KnownValue>
{
    readonly PartialBytes _partial = new();

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

    /// <summary>Where the area of this CPU begins: what gs: points to.</summary>
    public ulong PerCpuBase { get; init; } = AddressRules.PerCpuArea;

    /// <inheritdoc/>
    public KnownValue Load(KnownValue address, MemorySegment segment, int bits, ulong at)
    {
        Accesses++;
        if (!address.IsKnown)
            return KnownValue.Nothing(bits);
        ulong flat = Flat(address.Value, segment);
        if (AddressRules.Faults(flat))
            return Fault(flat, bits);

        MemoryAnswer answer = memory.Read(flat, bits / 8, out ulong value, out ulong unknown);
        if (answer != MemoryAnswer.Defined)
        {
            if (answer == MemoryAnswer.NotInInput && IsUnmapped(flat, memory.StateOf(flat, bits / 8)))
                return Fault(flat, bits);
            _partial.Refine(flat, ref value, ref unknown);
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

        ulong flat = Flat(address.Value, segment);
        MemoryState state = memory.StateOf(flat, bits / 8);
        if (AddressRules.Faults(flat) || IsUnmapped(flat, state))
        {
            Fault(flat, bits);
            return;
        }

        BeforeStore?.Invoke(at, flat);
        // No memory is a device: what is written there is not what is read afterwards.
        if (MeetsCode(flat, bits / 8) || state is MemoryState.NoSuchMemory or MemoryState.Unmapped || !Write(flat, bits / 8, value))
        {
            notes.RefusedStore ??= flat;
            notes.Any = true;
            return;
        }

        Observer?.Invoke(new MemoryAccess(at, flat, bits / 8, value.Value, value.Unknown, IsWrite: true, IsFreed: false));
    }

    /// <inheritdoc/>
    public void StoreUnknown(KnownValue address, ulong at) => notes.UnknownStore = notes.Any = true;

    ulong Flat(ulong address, MemorySegment segment) => segment == MemorySegment.PerCpu ? PerCpuBase + address : address;

    KnownValue Fault(ulong flat, int bits)
    {
        notes.Fault ??= flat;
        notes.Any = true;
        return KnownValue.Nothing(bits);
    }

    // Addresses of processes are not the kernel's page tables' affair: that nothing is mapped there is known only of the kernel's half.
    static bool IsUnmapped(ulong flat, MemoryState state) => state == MemoryState.Unmapped && (long)flat < 0;

    bool MeetsCode(ulong flat, int bytes)
    {
        for (int i = 0; IsCode is not null && i < bytes; i++)
        {
            if (IsCode(flat + (ulong)i))
                return true;
        }

        return false;
    }

    bool Write(ulong flat, int bytes, KnownValue value)
    {
        if (value.IsKnown)
        {
            _partial.Clear(flat, bytes);
            return memory.Write(flat, bytes, value.Value);
        }

        for (int i = 0; i < bytes; i++)
        {
            _partial.Set(flat + (ulong)i, (byte)(value.Value >> (8 * i)), (byte)(value.Unknown >> (8 * i)));
            bool known = (value.Unknown >> (8 * i) & 0xff) == 0;
            if (known ? !memory.Write(flat + (ulong)i, 1, value.Value >> (8 * i) & 0xff) : !memory.Forget(flat + (ulong)i, 1))
                return false;
        }

        return true;
    }
}
