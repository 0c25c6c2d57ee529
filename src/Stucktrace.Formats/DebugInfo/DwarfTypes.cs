using System.Collections.Immutable;
using System.Text;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Formats.DebugInfo;

/// <summary>
/// Types out of DWARF debug information, versions 4 and 5 (.debug_info of a module that was built with -g, or of vmlinux): structs with the places of
/// their members, and what functions take. Lines, locations and everything else that DWARF has are passed over.
/// </summary>
public sealed class DwarfTypes : TypeGraph
{
    readonly List<DwarfEntry> _entries;
    readonly Dictionary<long, int> _byOffset;
    readonly ReadOnlyMemory<byte>[] _strings;

    internal DwarfTypes(List<DwarfEntry> entries, Dictionary<long, int> byOffset, ReadOnlyMemory<byte>[] strings) =>
        (_entries, _byOffset, _strings) = (entries, byOffset, strings);

    /// <inheritdoc/>
    public override int Count => _entries.Count;

    /// <summary>Reads the types of a file.</summary>
    /// <param name="file">A module, or vmlinux.</param>
    /// <param name="report">Is told what is damaged.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    /// <returns>Null when the file has no debug information.</returns>
    public static DwarfTypes? Read(ElfFile file, Action<InputDiagnostic> report, ReadLimits? limits = null) =>
        file.Find(".debug_info") is null ? null : new DwarfReader(file, report, limits ?? ReadLimits.Default).Read();

    /// <inheritdoc/>
    public override FunctionSignature? FindFunction(string name)
    {
        if (Find(TypeKind.Function, name) is not { } function)
            return null;
        DwarfEntry entry = _entries[function.Id];
        return new FunctionSignature(name, IdOf(entry.Target), [.. entry.Children.Select(c => new TypeParameter(Text(c.Name), IdOf(c.Target)))]);
    }

    /// <inheritdoc/>
    protected internal override TypeEntry Shape(int id)
    {
        if (id <= 0 || id >= _entries.Count)
            return new TypeEntry(0, TypeKind.Void, string.Empty, 0, 0, 0);
        DwarfEntry entry = _entries[id];
        return new TypeEntry(id, entry.Kind, string.Empty, entry.Size, IdOf(entry.Target), entry.Kind == TypeKind.Array ? entry.Elements : entry.Children.Count);
    }

    /// <inheritdoc/>
    protected internal override string NameAt(int id) => id <= 0 || id >= _entries.Count ? string.Empty : Text(_entries[id].Name);

    /// <inheritdoc/>
    protected override ImmutableArray<TypeMember> ReadMembers(int id)
    {
        if (id <= 0 || id >= _entries.Count || _entries[id].Kind is not (TypeKind.Struct or TypeKind.Union))
            return [];
        return [.. _entries[id].Children.Select(c => new TypeMember(Text(c.Name), IdOf(c.Target), c.BitOffset, c.BitSize))];
    }

    /// <inheritdoc/>
    protected override int Search(TypeKind kind, string name)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(name);
        int empty = 0;
        for (int id = 1; id < _entries.Count; id++)
        {
            if (_entries[id].Kind != kind || !Bytes(_entries[id].Name).SequenceEqual(wanted))
                continue;
            if (kind is not (TypeKind.Struct or TypeKind.Union) || _entries[id].Children.Count > 0)
                return id;
            empty = id;
        }

        return empty;
    }

    int IdOf(long offset) => offset != 0 && _byOffset.TryGetValue(offset, out int id) ? id : 0;

    string Text(DwarfName name) => Encoding.UTF8.GetString(Bytes(name));

    ReadOnlySpan<byte> Bytes(DwarfName name)
    {
        ReadOnlySpan<byte> section = name.Section < _strings.Length ? _strings[name.Section].Span : default;
        if (name.Offset <= 0 && name.Section != 0 || name.Offset >= section.Length || name.Offset < 0)
            return default;
        ReadOnlySpan<byte> text = section[(int)name.Offset..];
        text = text[..Math.Min(text.Length, 512)];
        int end = text.IndexOf((byte)0);
        return end < 0 ? text : text[..end];
    }
}
