using System.Globalization;
using System.Text;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Dumps;

/// <summary>A piece of memory: bytes with the state of every page, or the members of a struct.</summary>
static class MemoryText
{
    const int Row = 16;

    internal static void Write(TextSurface surface, DumpResult dump, MemoryRequest request, Language language)
    {
        string? name = dump.Names.Symbol(request.Address);
        surface.Paragraph(0, 2, new TextRun(Hexadecimal.Address(request.Address), Tone.Strong), new TextRun(name is null ? string.Empty : "  " + name));
        if (request.Structure is { } type)
        {
            Members(surface, dump, request, type, language);
            return;
        }

        foreach (MemoryPiece piece in Pieces(dump.Machine!.Kernel.Memory, request))
        {
            if (piece.Bytes is null)
                surface.Paragraph(2, 4, new TextRun($"{piece.Address:x16}  ", Tone.Quiet), new TextRun(language.Say("dump.read.missing", piece.Length, StateText.Of(piece.State)), Tone.Warning));
            else
                Rows(surface, piece.Address, piece.Bytes);
        }
    }

    /// <summary>The memory asked for, cut where the answer of the dump changes.</summary>
    internal static IEnumerable<MemoryPiece> Pieces(AddressSpace memory, MemoryRequest request)
    {
        for (ulong done = 0; done < (ulong)request.Length;)
        {
            ulong at = unchecked(request.Address + done);
            int length = (int)Math.Min((ulong)request.Length - done, IPhysicalMemory.PageBytes - (at & (IPhysicalMemory.PageBytes - 1)));
            byte[] bytes = new byte[length];
            MemoryState state = memory.Read(at, bytes);
            yield return new MemoryPiece(at, length, state, state == MemoryState.Present ? bytes : null);
            done += (ulong)length;
        }
    }

    static void Rows(TextSurface surface, ulong address, byte[] bytes)
    {
        for (int at = 0; at < bytes.Length; at += Row)
        {
            ReadOnlySpan<byte> row = bytes.AsSpan(at, Math.Min(Row, bytes.Length - at));
            StringBuilder text = new();
            for (int i = 0; i < Row; i++)
                text.Append(i == Row / 2 ? "  " : i == 0 ? string.Empty : " ").Append(i < row.Length ? row[i].ToString("x2", CultureInfo.InvariantCulture) : "  ");
            text.Append("  ");
            foreach (byte b in row)
                text.Append(b is >= 0x20 and < 0x7f ? (char)b : '.');
            surface.Block([new TextRun($"  {address + (ulong)at:x16}  ", Tone.Quiet), new TextRun(text.ToString())], string.Empty, new TextRun(string.Empty));
        }
    }

    static void Members(TextSurface surface, DumpResult dump, MemoryRequest request, TypeEntry type, Language language)
    {
        List<TextRun[]> rows = [];
        foreach (MemberValue member in StructMembers.Of(dump.Machine!.Kernel, request, type))
            rows.Add([Hexadecimal.Signed(member.Offset), member.Name, new TextRun(member.Type, Tone.Quiet), Value(dump, member, language)]);
        TextTable.Write(surface, [language.Say("dump.head.offset"), language.Say("dump.head.field"), language.Say("dump.head.type"), language.Say("dump.head.value")], rows);
    }

    static TextRun Value(DumpResult dump, MemberValue member, Language language)
    {
        if (member.State != MemoryState.Present)
            return new TextRun(StateText.Of(member.State).Render(language), Tone.Warning);
        if (member.Text is { } text)
            return $"\"{text}\"";
        if (member.Number is not { } number)
            return language.Say("dump.read.bytes", member.Size);
        if (number < 10)
            return DumpWords.Number(number);
        return !member.IsPointer ? $"{Hexadecimal.Address(number)}  ({DumpWords.Number(number)})"
            : dump.Names.Symbol(number) is { } symbol ? $"{Hexadecimal.Address(number)}  {symbol}" : Hexadecimal.Address(number);
    }
}
