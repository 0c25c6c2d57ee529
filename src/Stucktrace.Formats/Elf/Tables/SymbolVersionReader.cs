using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Stucktrace.Formats.Elf.Tables;

/// <summary>
/// Reads the CRCs of imports. __versions: struct modversion_info, 8 bytes of CRC and 56 of name (2.6 to today). __version_ext_crcs and
/// __version_ext_names (6.14): CRCs of 4 bytes, and names of any length ended by zeroes.
/// </summary>
static class SymbolVersionReader
{
    const int EntrySize = 64, NameAt = 8;

    internal static ImmutableArray<SymbolVersion> Read(ElfFile file, Action<InputDiagnostic> report)
    {
        ImmutableArray<SymbolVersion>.Builder versions = ImmutableArray.CreateBuilder<SymbolVersion>();
        if (file.Find("__versions") is { } table)
        {
            ReadOnlySpan<byte> bytes = file.Contents(table).Span;
            if (bytes.Length % EntrySize != 0)
                report(new InputDiagnostic("ELF0201", Message.Of("elf.0201", table.Name, bytes.Length, EntrySize), Offset: table.Offset));
            for (; bytes.Length >= EntrySize; bytes = bytes[EntrySize..])
                versions.Add(new SymbolVersion(Text(bytes[NameAt..EntrySize]), (uint)BinaryPrimitives.ReadUInt64LittleEndian(bytes)));
        }

        if (file.Find("__version_ext_crcs") is { } crcs && file.Find("__version_ext_names") is { } names)
        {
            ReadOnlySpan<byte> numbers = file.Contents(crcs).Span, strings = file.Contents(names).Span;
            for (; numbers.Length >= 4 && !strings.IsEmpty; numbers = numbers[4..])
            {
                string name = Text(strings);
                int end = strings.IndexOf((byte)0);
                strings = end < 0 ? default : strings[(end + 1)..];
                versions.Add(new SymbolVersion(name, BinaryPrimitives.ReadUInt32LittleEndian(numbers)));
            }

            if (!numbers.IsEmpty || strings.ContainsAnyExcept((byte)0))
                report(new InputDiagnostic("ELF0405", Message.Of("elf.0405", crcs.Name, names.Name), Offset: crcs.Offset));
        }

        return versions.ToImmutable();
    }

    static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
