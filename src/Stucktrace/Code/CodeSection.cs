using Iced.Intel;

namespace Stucktrace.Code;

/// <summary>A section of instructions with a decoder, and marks for each of its bytes.</summary>
sealed class CodeSection
{
    readonly ByteArrayCodeReader _reader;
    readonly Decoder _decoder;
    int _position = -1;

    internal CodeSection(ImageSection section)
    {
        Section = section;
        Length = section.Array.Length;
        Marks = new SiteMarks[Length];
        _reader = new ByteArrayCodeReader(section.Array);
        _decoder = Decoder.Create(64, _reader);
    }

    internal ImageSection Section { get; }

    internal ulong Address => Section.Address;

    /// <summary>How many bytes the file has of it.</summary>
    internal int Length { get; }

    internal SiteMarks[] Marks { get; }

    internal bool Contains(ulong address) => address - Address < (ulong)Length;

    /// <summary>Decodes the instruction at an offset; its length is 0 when the bytes are none.</summary>
    internal void Decode(int offset, out Instruction instruction)
    {
        if (offset != _position)
        {
            _reader.Position = offset;
            _decoder.IP = Address + (uint)offset;
        }

        _decoder.Decode(out instruction);
        if (instruction.Code == Iced.Intel.Code.INVALID)
        {
            instruction.Length = 0;
            _position = -1;
            return;
        }

        _position = offset + instruction.Length;
    }
}
