using System.Text;

namespace Stucktrace.Formats.Elf;

/// <summary>
/// Reads names out of a string table. Tables share the tails of names, so that all names together may be longer than the table, but not by
/// much: a file in which thousands of symbols name one endless string would otherwise cost any amount of memory.
/// </summary>
ref struct NameReader
{
    readonly ReadOnlySpan<byte> _strings;
    readonly int _longest;
    long _left;

    internal NameReader(ReadOnlySpan<byte> strings, ReadLimits limits)
    {
        _strings = strings;
        _longest = limits.MaxSymbolNameBytes;
        _left = 64 * 1024 + 8L * strings.Length;
    }

    /// <summary>True once names were left out.</summary>
    internal readonly bool Exhausted => _left < 0;

    /// <summary>The name at an offset; empty when there is none.</summary>
    internal string Read(uint offset)
    {
        if (offset >= (uint)_strings.Length || _strings[(int)offset] == 0 || _left < 0)
            return string.Empty;
        ReadOnlySpan<byte> rest = _strings.Slice((int)offset, (int)Math.Min(_longest, _strings.Length - offset));
        int end = rest.IndexOf((byte)0);
        if (end >= 0)
            rest = rest[..end];
        _left -= rest.Length;
        return _left < 0 ? string.Empty : Encoding.UTF8.GetString(rest);
    }
}
