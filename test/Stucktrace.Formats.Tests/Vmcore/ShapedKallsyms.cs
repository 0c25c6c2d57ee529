using System.Buffers.Binary;
using System.Text;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>How a kernel writes its symbols' addresses.</summary>
public enum ShapedAddresses
{
    /// <summary>Eight bytes each: to 4.5.</summary>
    Absolute,

    /// <summary>From a base, per-CPU symbols as they are: 4.6 to 6.14.</summary>
    SignedOffsets,

    /// <summary>From a base: since 6.15.</summary>
    Offsets,

    /// <summary>From where each stands: since 7.0.</summary>
    PlaceRelative,
}

/// <summary>Writes kallsyms as the kernels of an era do (scripts/kallsyms.c).</summary>
sealed class ShapedKallsyms(KernelShape shape, ulong address)
{
    static readonly string[] LongTokens = ["_filler_function_", "per_cpu", "init_", "_task", "__"];

    readonly List<byte> _bytes = [];

    /// <summary>Where each table lies, by the names that vmcoreinfo uses.</summary>
    public Dictionary<string, ulong> Places { get; } = new(StringComparer.Ordinal);

    public byte[] Write(IReadOnlyList<(string Name, ulong Address, char Kind)> symbols)
    {
        (string Name, ulong Address, char Kind)[] sorted = [.. symbols.OrderBy(s => s.Address)];
        if (!shape.AddressesLast)
            WriteAddresses(sorted);
        Label("kallsyms_num_syms");
        Number((ulong)sorted.Length, shape.WideNumbers ? 8 : 4);
        Label("kallsyms_names");
        List<int> markers = [];
        int start = _bytes.Count;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i % 256 == 0)
                markers.Add(_bytes.Count - start);
            WriteName(sorted[i].Kind + sorted[i].Name);
        }

        Label("kallsyms_markers");
        markers.ForEach(m => Number((ulong)m, shape.WideNumbers ? 8 : 4));
        if (shape.HasSequences && !shape.AddressesLast)
            Sequences(sorted.Length);
        WriteTokens();
        if (shape.AddressesLast)
        {
            WriteAddresses(sorted);
            Sequences(sorted.Length);
        }

        return [.. _bytes];
    }

    void WriteAddresses((string Name, ulong Address, char Kind)[] symbols)
    {
        Label(shape.Addresses == ShapedAddresses.Absolute ? "kallsyms_addresses" : "kallsyms_offsets");
        ulong start = symbols.First(s => s.Address >= 0xffff_ffff_8000_0000).Address;
        foreach ((_, ulong symbol, _) in symbols)
        {
            switch (shape.Addresses)
            {
                case ShapedAddresses.Absolute:
                    Number(symbol, 8);
                    break;
                case ShapedAddresses.SignedOffsets:
                    Number(symbol >= start ? start - 1 - symbol : symbol, 4);
                    break;
                case ShapedAddresses.Offsets:
                    Number(symbol - start, 4);
                    break;
                default:
                    Number(symbol - (address + (ulong)_bytes.Count), 4);
                    break;
            }
        }

        if (shape.Addresses is ShapedAddresses.SignedOffsets or ShapedAddresses.Offsets)
        {
            Label("kallsyms_relative_base");
            Number(start, 8);
        }
    }

    void Sequences(int count)
    {
        Label("kallsyms_seqs_of_names");
        for (int i = 0; i < count * 3; i++)
            _bytes.Add((byte)(i % 3 == 2 ? i : 0));
    }

    void WriteName(string name)
    {
        List<byte> tokens = [];
        for (int at = 0; at < name.Length;)
        {
            int token = Array.FindIndex(LongTokens, t => name.AsSpan(at).StartsWith(t, StringComparison.Ordinal));
            tokens.Add(token < 0 ? (byte)name[at] : (byte)(128 + token));
            at += token < 0 ? 1 : LongTokens[token].Length;
        }

        if (tokens.Count >= 128 && shape.LongNames)
            _bytes.AddRange([(byte)(0x80 | (tokens.Count & 0x7f)), (byte)(tokens.Count >> 7)]);
        else
            _bytes.Add((byte)tokens.Count);
        _bytes.AddRange(tokens);
    }

    void WriteTokens()
    {
        Label("kallsyms_token_table");
        List<int> starts = [];
        int start = _bytes.Count;
        for (int i = 0; i < 256; i++)
        {
            starts.Add(_bytes.Count - start);
            // A byte that no name has stands for something longer in a real table too.
            _bytes.AddRange(Encoding.ASCII.GetBytes(i >= 128 && i < 128 + LongTokens.Length ? LongTokens[i - 128] : i is > ' ' and < 127 ? ((char)i).ToString() : "tok" + (char)('a' + i % 26)));
            _bytes.Add(0);
        }

        Label("kallsyms_token_index");
        starts.ForEach(s => Number((ulong)s, 2));
    }

    void Label(string name)
    {
        while (_bytes.Count % 8 != 0)
            _bytes.Add(0);
        Places[name] = address + (ulong)_bytes.Count;
    }

    void Number(ulong value, int size)
    {
        byte[] word = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(word, value);
        _bytes.AddRange(word[..size]);
    }
}
