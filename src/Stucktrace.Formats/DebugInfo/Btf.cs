using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Stucktrace.Formats.DebugInfo;

/// <summary>
/// BTF, the types that a kernel carries (include/uapi/linux/btf.h): raw as in /sys/kernel/btf/vmlinux, or the .BTF section of vmlinux or of a module.
/// A module's is split: it goes on where the kernel's ends and can't be understood without it.
/// </summary>
public sealed class Btf : TypeGraph
{
    internal const int EntrySize = 12;
    const int LongestName = 512;

    readonly Btf? _base;
    readonly ReadOnlyMemory<byte> _types;
    readonly ReadOnlyMemory<byte> _strings;
    readonly int _firstId;
    readonly uint _firstString;

    // Where each type begins in _types.
    readonly int[] _offsets;
    readonly Lazy<BtfNameIndex> _structs;

    internal Btf(ReadOnlyMemory<byte> types, ReadOnlyMemory<byte> strings, int[] offsets, Btf? baseTypes)
    {
        (_types, _strings, _offsets, _base) = (types, strings, offsets, baseTypes);
        _firstId = baseTypes?.Count ?? 1;
        _firstString = baseTypes?.StringsEnd ?? 0;
        _structs = new(IndexStructs);
    }

    /// <inheritdoc/>
    public override int Count => _firstId + _offsets.Length;

    /// <summary>True when it describes a module's types over those of a kernel.</summary>
    public bool IsSplit => _base is not null;

    uint StringsEnd => _firstString + (uint)_strings.Length;

    /// <summary>Reads BTF.</summary>
    /// <param name="bytes">The raw BTF.</param>
    /// <param name="report">Is told what is damaged.</param>
    /// <param name="baseTypes">The kernel's types, for a module's.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    /// <returns>Null when it is no BTF at all.</returns>
    public static Btf? Read(ReadOnlyMemory<byte> bytes, Action<InputDiagnostic> report, Btf? baseTypes = null, ReadLimits? limits = null) =>
        BtfReader.Read(bytes, report, baseTypes, limits ?? ReadLimits.Default);

    /// <inheritdoc/>
    protected internal override string NameAt(int id)
    {
        if (id < _firstId)
            return id <= 0 || _base is null ? string.Empty : _base.NameAt(id);
        return id >= Count ? string.Empty : Text(Words(id)[0]);
    }

    /// <inheritdoc/>
    protected internal override TypeEntry Shape(int id)
    {
        if (id < _firstId)
            return id <= 0 || _base is null ? default : _base.Shape(id);
        if (id >= Count)
            return default;
        ReadOnlySpan<uint> words = Words(id);
        uint info = words[1];
        int vlen = (int)(info & 0xffff), last = words[2] > int.MaxValue ? 0 : (int)words[2];
        TypeKind kind = BtfReader.KindOf((int)(info >> 24) & 31);
        long size = kind is TypeKind.Integer or TypeKind.Struct or TypeKind.Union or TypeKind.Enum or TypeKind.Float or TypeKind.Section ? words[2] : 0;
        int target = kind is TypeKind.Pointer or TypeKind.Typedef or TypeKind.Qualifier or TypeKind.Function or TypeKind.Prototype or TypeKind.Variable or TypeKind.Tag ? last : 0;
        long count = vlen;
        if (kind == TypeKind.Array)
            (target, count) = ((int)Math.Min(words[3], int.MaxValue), words[5]);
        return new TypeEntry(id, kind, string.Empty, size, target, count);
    }

    /// <inheritdoc/>
    public override FunctionSignature? FindFunction(string name)
    {
        if (Find(TypeKind.Function, name) is not { } function || At(function.Target) is not { Kind: TypeKind.Prototype } prototype)
            return null;
        Btf owner = OwnerOf(prototype.Id);
        ReadOnlySpan<uint> words = owner.Words(prototype.Id);
        ImmutableArray<TypeParameter>.Builder parameters = ImmutableArray.CreateBuilder<TypeParameter>((int)prototype.Count);
        for (int i = 0; i < prototype.Count; i++)
            parameters.Add(new TypeParameter(owner.Text(words[3 + i * 2]), (int)Math.Min(words[4 + i * 2], int.MaxValue)));
        return new FunctionSignature(name, prototype.Target, parameters.MoveToImmutable());
    }

    /// <inheritdoc/>
    protected override ImmutableArray<TypeMember> ReadMembers(int id)
    {
        if (id < _firstId)
            return id <= 0 || _base is null ? [] : _base.MembersOf(id);
        TypeEntry type = At(id);
        if (type.Kind is not (TypeKind.Struct or TypeKind.Union))
            return [];
        ReadOnlySpan<uint> words = Words(id);
        bool fields = (words[1] & 0x8000_0000) != 0;
        ImmutableArray<TypeMember>.Builder members = ImmutableArray.CreateBuilder<TypeMember>((int)type.Count);
        for (int i = 0; i < type.Count; i++)
        {
            uint offset = words[5 + i * 3];
            // With kind_flag the upper byte is the width of a bit field.
            members.Add(new TypeMember(
                Text(words[3 + i * 3]), (int)Math.Min(words[4 + i * 3], int.MaxValue), fields ? offset & 0xff_ffff : offset, fields ? (int)(offset >> 24) : 0));
        }

        return members.MoveToImmutable();
    }

    /// <inheritdoc/>
    protected override int Search(TypeKind kind, string name)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(name);
        int empty = 0;
        foreach (int i in IsIndexed(kind) ? _structs.Value.WithHashOf(wanted) : Enumerable.Range(0, _offsets.Length))
        {
            ReadOnlySpan<uint> words = Words(_firstId + i);
            if (BtfReader.KindOf((int)(words[1] >> 24) & 31) != kind || !Is(words[0], wanted))
                continue;
            // The distilled base of a module names structs without their members.
            if (kind is not (TypeKind.Struct or TypeKind.Union) || (words[1] & 0xffff) != 0)
                return _firstId + i;
            empty = _firstId + i;
        }

        return _base?.Find(kind, name) is { } below ? below.Id : empty;
    }

    // What layouts are asked for by; functions and the like are asked for too seldom to be worth an index.
    static bool IsIndexed(TypeKind kind) => kind is TypeKind.Struct or TypeKind.Union or TypeKind.Typedef;

    BtfNameIndex IndexStructs() => new(_offsets.Length, i => IsIndexed(BtfReader.KindOf((int)(Words(_firstId + i)[1] >> 24) & 31)), i => Bytes(Words(_firstId + i)[0]));

    Btf OwnerOf(int id) => id < _firstId && _base is not null ? _base.OwnerOf(id) : this;

    ReadOnlySpan<uint> Words(int id) => MemoryMarshal.Cast<byte, uint>(_types.Span[_offsets[id - _firstId]..]);

    bool Is(uint at, ReadOnlySpan<byte> name)
    {
        if (at < _firstString)
            return _base is not null && _base.Is(at, name);
        at -= _firstString;
        ReadOnlySpan<byte> strings = _strings.Span;
        return at < (uint)strings.Length && strings[(int)at..].StartsWith(name) && at + name.Length < strings.Length && strings[(int)at + name.Length] == 0;
    }

    string Text(uint at) => Encoding.UTF8.GetString(Bytes(at));

    ReadOnlySpan<byte> Bytes(uint at)
    {
        if (at < _firstString)
            return _base is null ? [] : _base.Bytes(at);
        at -= _firstString;
        if (at >= (uint)_strings.Length)
            return [];
        ReadOnlySpan<byte> text = _strings.Span[(int)at..];
        text = text[..Math.Min(text.Length, LongestName)];
        int end = text.IndexOf((byte)0);
        return end < 0 ? text : text[..end];
    }
}
