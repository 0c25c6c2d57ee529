using System.Buffers.Binary;

namespace Stucktrace.Formats.Symbols;

/// <summary>The 256 pieces that names are put together from (kallsyms_token_table, kallsyms_token_index).</summary>
sealed class KallsymsTokens
{
    internal const int Count = 256, LongestToken = 64, IndexBytes = Count * sizeof(ushort);

    readonly byte[] _text;
    readonly int[] _starts;

    KallsymsTokens(byte[] text, int[] starts) => (_text, _starts) = (text, starts);

    /// <summary>Bytes of the table, the zero behind the last piece included.</summary>
    internal int Length => _text.Length;

    /// <summary>Reads the table and holds it against its index: both were written by one program, so that they must agree.</summary>
    /// <param name="table">The table; what follows it does not matter.</param>
    /// <param name="index">The index, or empty when it follows the table at the next multiple of eight bytes.</param>
    /// <returns>Null when these are no such tables.</returns>
    internal static KallsymsTokens? Read(ReadOnlySpan<byte> table, ReadOnlySpan<byte> index)
    {
        int[] starts = new int[Count + 1];
        int at = 0;
        for (int i = 0; i < Count; i++)
        {
            starts[i] = at;
            int length = table[at..Math.Min(table.Length, at + LongestToken)].IndexOf((byte)0);
            if (length < 0)
                return null;
            at += length + 1;
        }

        starts[Count] = at;
        if (index.IsEmpty)
            index = table[Math.Min(table.Length, Kallsyms.Align(at))..];
        if (index.Length < IndexBytes)
            return null;
        for (int i = 0; i < Count; i++)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(index[(i * sizeof(ushort))..]) != starts[i])
                return null;
        }

        return new KallsymsTokens(table[..at].ToArray(), starts);
    }

    /// <summary>One piece.</summary>
    internal ReadOnlySpan<byte> this[byte number] => _text.AsSpan(_starts[number], _starts[number + 1] - _starts[number] - 1);
}
