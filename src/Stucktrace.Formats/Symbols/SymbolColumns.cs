using System.Text;

namespace Stucktrace.Formats.Symbols;

/// <summary>Symbols in columns: addresses, letters, and the bytes of all names behind each other.</summary>
/// <param name="Addresses">Address of each.</param>
/// <param name="Kinds">Letter of each.</param>
/// <param name="NameStarts">Where each name begins in <paramref name="Text"/>; one more than there are symbols.</param>
/// <param name="Text">The names in UTF-8.</param>
sealed record SymbolColumns(ulong[] Addresses, byte[] Kinds, int[] NameStarts, byte[] Text)
{
    internal int Count => Addresses.Length;

    internal static SymbolColumns Of(IReadOnlyCollection<KernelSymbol> symbols)
    {
        ulong[] addresses = new ulong[symbols.Count];
        byte[] kinds = new byte[symbols.Count];
        int[] starts = new int[symbols.Count + 1];
        using MemoryStream text = new();
        int at = 0;
        foreach (KernelSymbol symbol in symbols)
        {
            addresses[at] = symbol.Address;
            kinds[at] = (byte)symbol.Kind;
            text.Write(Encoding.UTF8.GetBytes(symbol.Name));
            starts[++at] = (int)text.Length;
        }

        return new SymbolColumns(addresses, kinds, starts, text.ToArray());
    }

    internal ReadOnlySpan<byte> Name(int index) => Text.AsSpan(NameStarts[index], NameStarts[index + 1] - NameStarts[index]);

    /// <summary>The same symbols by address; those of one address stay in their order.</summary>
    internal SymbolColumns Sorted()
    {
        if (InOrder(Addresses))
            return this;
        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => Addresses[a] != Addresses[b] ? Addresses[a].CompareTo(Addresses[b]) : a.CompareTo(b));
        SymbolColumns sorted = new(new ulong[Count], new byte[Count], new int[Count + 1], new byte[Text.Length]);
        for (int i = 0; i < order.Length; i++)
        {
            sorted.Addresses[i] = Addresses[order[i]];
            sorted.Kinds[i] = Kinds[order[i]];
            ReadOnlySpan<byte> name = Name(order[i]);
            name.CopyTo(sorted.Text.AsSpan(sorted.NameStarts[i]));
            sorted.NameStarts[i + 1] = sorted.NameStarts[i] + name.Length;
        }

        return sorted;
    }

    /// <summary>The last symbol at or below an address; -1 when there is none.</summary>
    internal int LastAtOrBelow(ulong address)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (Addresses[middle] <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    static bool InOrder(ReadOnlySpan<ulong> addresses)
    {
        for (int i = 1; i < addresses.Length; i++)
        {
            if (addresses[i] < addresses[i - 1])
                return false;
        }

        return true;
    }
}
