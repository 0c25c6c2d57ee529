using System.Buffers.Binary;

namespace Stucktrace.Code;

/// <summary>
/// What the unwind table (.orc_unwind_ip, .orc_unwind) says of the stack at an address: enough to tell the begin of a function from the middle of one.
/// The fields looked at lie alike in all versions of the format (arch/x86/include/asm/orc_types.h, 4.14 to 6.12).
/// </summary>
sealed class OrcStates
{
    const int EntrySize = 6, StackPointer = 5;

    readonly ulong[] _addresses;
    readonly OrcState[] _states;

    OrcStates(ulong[] addresses, OrcState[] states)
    {
        _addresses = addresses;
        _states = states;
    }

    internal bool IsEmpty => _addresses.Length == 0;

    internal static OrcStates Read(ModuleImage image)
    {
        ImageSection? places = null, entries = null;
        foreach (ImageSection section in image.Sections)
        {
            if (section.Name == ".orc_unwind_ip")
                places ??= section;
            else if (section.Name == ".orc_unwind")
                entries ??= section;
        }

        int count = places is null || entries is null ? 0 : Math.Min(places.Array.Length / 4, entries.Array.Length / EntrySize);
        var addresses = new ulong[count];
        var states = new OrcState[count];
        bool sorted = true;
        for (int i = 0; i < count; i++)
        {
            int distance = BinaryPrimitives.ReadInt32LittleEndian(places!.Array.AsSpan(i * 4));
            addresses[i] = unchecked(places.Address + (ulong)(i * 4) + (ulong)distance);
            ReadOnlySpan<byte> entry = entries!.Array.AsSpan(i * EntrySize, EntrySize);
            int register = entry[4] & 15, offset = BinaryPrimitives.ReadInt16LittleEndian(entry);
            states[i] = register == 0 ? OrcState.Undefined : register == StackPointer && offset == 8 ? OrcState.Entry : OrcState.Inside;
            sorted &= i == 0 || addresses[i] >= addresses[i - 1];
        }

        if (!sorted)
            Array.Sort(addresses, states);
        return new OrcStates(addresses, states);
    }

    /// <summary>The state at the address: that of the last entry at or before it.</summary>
    internal OrcState At(ulong address)
    {
        int index = Array.BinarySearch(_addresses, address);
        if (index < 0)
            index = ~index - 1;
        else
        {
            while (index + 1 < _addresses.Length && _addresses[index + 1] == address)
                index++;
        }

        return index < 0 ? OrcState.Undefined : _states[index];
    }
}
