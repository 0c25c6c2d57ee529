using System.Buffers.Binary;
using System.Text;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Writes BTF for layouts: integers and arrays of bytes for fields, a struct of its own for each part before a dot.</summary>
sealed class ShapedBtf
{
    readonly List<uint> _types = [];
    readonly Dictionary<int, uint> _bySize = [];
    readonly List<byte> _strings = [0];
    uint _count;

    public static byte[] Write(Dictionary<string, Dictionary<string, (int Offset, int Size)>> layouts)
    {
        ShapedBtf btf = new();
        foreach ((string name, Dictionary<string, (int Offset, int Size)> fields) in layouts)
            btf.Struct(name, fields, ShapedLayouts.SizeOf(fields));
        byte[] strings = btf._strings.ToArray(), bytes = new byte[24 + btf._types.Count * 4 + strings.Length];
        uint[] words = [0x0001_eb9f, 24, 0, (uint)btf._types.Count * 4, (uint)btf._types.Count * 4, (uint)strings.Length, .. btf._types];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), words[i]);
        strings.CopyTo(bytes, words.Length * 4);
        return bytes;
    }

    uint Struct(string name, Dictionary<string, (int Offset, int Size)> fields, int size)
    {
        List<(string Name, uint Type, int Offset)> members = [];
        foreach (var part in fields.GroupBy(f => f.Key.Split('.')[0], StringComparer.Ordinal))
        {
            (string path, (int offset, int bytes)) = part.First();
            if (path.Equals(part.Key, StringComparison.Ordinal))
            {
                members.Add((path, Sized(bytes), offset));
                continue;
            }

            int start = part.Min(f => f.Value.Offset) & ~7;
            Dictionary<string, (int Offset, int Size)> inner = part.ToDictionary(f => f.Key[(part.Key.Length + 1)..], f => (f.Value.Offset - start, f.Value.Size), StringComparer.Ordinal);
            members.Add((part.Key, Struct(string.Empty, inner, inner.Values.Max(f => f.Offset + f.Size)), start));
        }

        uint id = Type(name, 4, (uint)members.Count, (uint)size);
        foreach ((string member, uint type, int offset) in members.OrderBy(m => m.Offset))
            _types.AddRange([Text(member), type, (uint)offset * 8]);
        return id;
    }

    uint Sized(int size)
    {
        if (_bySize.TryGetValue(size, out uint known))
            return known;
        if (size is 1 or 2 or 4 or 8)
        {
            uint number = Type("u" + size * 8, 1, 0, (uint)size);
            _types.Add((uint)size * 8);
            return _bySize[size] = number;
        }

        uint element = Sized(1), array = Type(string.Empty, 3, 0, 0);
        _types.AddRange([element, element, (uint)size]);
        return _bySize[size] = array;
    }

    uint Type(string name, uint kind, uint members, uint size)
    {
        _types.AddRange([Text(name), (kind << 24) | members, size]);
        return ++_count;
    }

    uint Text(string text)
    {
        if (text.Length == 0)
            return 0;
        uint at = (uint)_strings.Count;
        _strings.AddRange(Encoding.ASCII.GetBytes(text + "\0"));
        return at;
    }
}
