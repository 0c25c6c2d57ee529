namespace Stucktrace.Machine.Known;

/// <summary>
/// Bytes of which some bits are known, such as those of pushed flags: memory itself knows a byte or does not. Kept beside it, for the few that there are.
/// </summary>
sealed class PartialBytes
{
    // A run pushes flags to a few places of its stack; with more than this the rest stays unknown as a whole.
    const int Most = 4096;
    readonly Dictionary<ulong, (byte Value, byte Unknown)> _bytes = [];

    /// <summary>A byte was written.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="value">Its bits; zero where they are not known.</param>
    /// <param name="unknown">One for each bit that is not known.</param>
    internal void Set(ulong address, byte value, byte unknown)
    {
        if (unknown is 0 or 0xff || _bytes.Count >= Most)
            _bytes.Remove(address);
        else
            _bytes[address] = (value, unknown);
    }

    /// <summary>A number was written that is known as a whole.</summary>
    /// <param name="address">Address of its lowest byte.</param>
    /// <param name="bytes">Width.</param>
    internal void Clear(ulong address, int bytes)
    {
        for (int i = 0; _bytes.Count > 0 && i < bytes; i++)
            _bytes.Remove(address + (ulong)i);
    }

    /// <summary>What is known of a number of which memory does not know all bytes.</summary>
    /// <param name="address">Address of its lowest byte.</param>
    /// <param name="value">What memory knows.</param>
    /// <param name="unknown">What it does not.</param>
    internal void Refine(ulong address, ref ulong value, ref ulong unknown)
    {
        for (int i = 0; _bytes.Count > 0 && i < 8; i++)
        {
            if ((unknown >> (8 * i) & 0xff) == 0xff && _bytes.TryGetValue(address + (ulong)i, out (byte Value, byte Unknown) known))
            {
                value |= (ulong)known.Value << (8 * i);
                unknown &= ~((ulong)(byte)~known.Unknown << (8 * i));
            }
        }
    }
}
