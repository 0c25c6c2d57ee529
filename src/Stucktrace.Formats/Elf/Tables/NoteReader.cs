using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Stucktrace.Formats.Elf.Tables;

/// <summary>Reads the build id (.note.gnu.build-id) and the compilers' names (.comment).</summary>
static class NoteReader
{
    const uint BuildIdType = 3;
    const int MostCompilers = 16;

    internal static string? BuildId(ElfFile file)
    {
        ReadOnlySpan<byte> note = file.Contents(".note.gnu.build-id").Span;
        if (note.Length < 16)
            return null;
        uint nameSize = BinaryPrimitives.ReadUInt32LittleEndian(note), size = BinaryPrimitives.ReadUInt32LittleEndian(note[4..]);
        return BinaryPrimitives.ReadUInt32LittleEndian(note[8..]) == BuildIdType && nameSize == 4 && size is > 0 and <= 64 && size <= note.Length - 16
            ? Convert.ToHexStringLower(note.Slice(16, (int)size)) : null;
    }

    internal static ImmutableArray<string> Compilers(ElfFile file)
    {
        ReadOnlySpan<byte> rest = file.Contents(".comment").Span;
        List<string> names = [];
        while (!rest.IsEmpty && names.Count < MostCompilers)
        {
            int end = rest.IndexOf((byte)0);
            string name = Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]).Trim();
            if (name.Length > 0 && !names.Contains(name))
                names.Add(name);
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return [.. names];
    }
}
