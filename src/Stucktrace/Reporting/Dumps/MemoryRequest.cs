using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Formats.DebugInfo;

namespace Stucktrace.Reporting.Dumps;

/// <summary>A piece of memory to show.</summary>
/// <param name="Address">Where it begins.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Structure">The struct whose members are shown, or null for plain bytes.</param>
/// <param name="Field">The one member of it that is shown, or null for all.</param>
public sealed record MemoryRequest(ulong Address, int Length, TypeEntry? Structure, string? Field)
{
    const int UsualLength = 256;

    /// <summary>Reads <c>ADDRESS|SYMBOL[+OFFSET] [LENGTH|STRUCT[.FIELD]]</c>.</summary>
    /// <param name="dump">The dump; its machine must have been readable.</param>
    /// <param name="words">The words.</param>
    /// <param name="problem">What is wrong with them.</param>
    /// <returns>Null when they can't be understood.</returns>
    public static MemoryRequest? Parse(DumpResult dump, IReadOnlyList<string> words, out Message? problem)
    {
        problem = null;
        if (words.Count is 0 or > 2)
            problem = Message.Of("dump.read.usage");
        else if (AddressOf(dump, words[0]) is not { } address)
            problem = Message.Of("dump.read.no-address", words[0]);
        else if (words.Count == 1)
            return new MemoryRequest(address, UsualLength, null, null);
        else if (Number(words[1]) is { } length)
            return new MemoryRequest(address, (int)Math.Clamp(length, 1, ReadLimits.MaxShownBytes), null, null);
        else if (Struct(dump, words[1]) is var (type, field))
            return new MemoryRequest(address, (int)Math.Clamp(type.Size, 1, ReadLimits.MaxShownBytes), type, field);
        else
            problem = Message.Of("dump.read.no-struct", words[1]);
        return null;
    }

    static ulong? AddressOf(DumpResult dump, string word)
    {
        int plus = word.LastIndexOf('+');
        string name = plus > 0 ? word[..plus] : word;
        ulong? offset = plus > 0 ? Hex(word[(plus + 1)..]) ?? Number(word[(plus + 1)..]) : 0;
        ulong? start = Hex(name) ?? Symbol(dump, name) ?? (name.Length == 16 ? Hex("0x" + name) : null);
        return start is { } at && offset is { } behind ? unchecked(at + behind) : null;
    }

    static ulong? Symbol(DumpResult dump, string name) =>
        dump.Machine!.Kernel.Symbols.Find(name) ?? dump.Machine.Modules.Select(m => m.Symbols?.Find(name)).FirstOrDefault(a => a is not null);

    static (TypeEntry Type, string? Field)? Struct(DumpResult dump, string word)
    {
        int dot = word.IndexOf('.', StringComparison.Ordinal);
        if (dump.Machine!.Kernel.Graph?.FindStruct(dot < 0 ? word : word[..dot]) is not { } type)
            return null;
        string? field = dot < 0 ? null : word[(dot + 1)..];
        return field is null || StructMembers.Resolve(dump.Machine.Kernel.Graph, type.Id, field) is not null ? (type, field) : null;
    }

    static ulong? Hex(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && ulong.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong value) ? value : null;

    static ulong? Number(string text) =>
        Hex(text) ?? (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : null);
}
