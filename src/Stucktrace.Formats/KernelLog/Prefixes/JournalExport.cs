using System.Buffers.Binary;

namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>
/// <c>journalctl -o export</c>: <c>NAME=value</c> lines, an empty line after each entry. A value that is not clean text stands after its name in
/// a line of its own: a length of eight bytes, little-endian, the bytes, a line break.
/// </summary>
/// <param name="maxBytes">Most bytes that are kept of one value.</param>
sealed class JournalExport(int maxBytes)
{
    readonly List<byte> _value = [];
    byte[] _name = [];
    bool _inBinary;
    long _missing;

    /// <summary>Fields of the entry that is being read.</summary>
    public JournalFields Fields { get; } = new();

    /// <summary>True while lines belong to an export.</summary>
    public bool Active { get; private set; }

    /// <summary>True for a line with which an export begins.</summary>
    public static bool Begins(ReadOnlySpan<byte> line) => line.StartsWith("__CURSOR=s="u8) || line.StartsWith("__REALTIME_TIMESTAMP="u8);

    /// <summary>Takes one line, as it stands in the file, without its line break.</summary>
    /// <returns>True when an entry is complete in <see cref="Fields"/>; clear it after use.</returns>
    public bool Take(ReadOnlySpan<byte> line)
    {
        if (_inBinary)
        {
            TakeBinary(line);
            return false;
        }

        if (line.IsEmpty)
            return Active && Fields.HasMessage;
        int equals = line[..Math.Min(line.Length, 256)].IndexOf((byte)'=');
        ReadOnlySpan<byte> name = equals < 0 ? line : line[..equals];
        if (!IsName(name))
        {
            bool complete = Active && Fields.HasMessage;
            Active = false;
            return complete;
        }

        if (Begins(line) && Fields.HasMessage)
        {
            // The empty line between two entries was lost: the first is given up.
            Fields.Clear();
        }

        Active = true;
        if (equals >= 0)
        {
            Fields.SetRaw(name, line[(equals + 1)..]);
        }
        else
        {
            _name = name.ToArray();
            _value.Clear();
            _inBinary = true;
            _missing = -1;
        }

        return false;
    }

    void TakeBinary(ReadOnlySpan<byte> line)
    {
        _value.AddRange(_missing < 0 ? line : line[..(int)Math.Min(line.Length, Math.Max(0, maxBytes - _value.Count))]);
        _value.Add((byte)'\n');
        if (_missing < 0)
        {
            if (_value.Count < 8)
                return;
            Span<byte> length = stackalloc byte[8];
            for (int i = 0; i < 8; i++)
                length[i] = _value[i];
            _value.RemoveRange(0, 8);
            _missing = BinaryPrimitives.ReadInt64LittleEndian(length);
            if (_missing < 0)
                _missing = 0;
            _missing -= _value.Count - 1;
        }
        else
        {
            _missing -= line.Length + 1;
        }

        if (_missing > 0)
            return;
        _inBinary = false;
        _value.RemoveAt(_value.Count - 1);
        Fields.SetRaw(_name, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_value));
    }

    static bool IsName(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.Length > 64)
            return false;
        foreach (byte b in name)
        {
            if (!char.IsAsciiLetterUpper((char)b) && !char.IsAsciiDigit((char)b) && b != '_')
                return false;
        }

        return true;
    }
}
