using System.Buffers.Binary;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>The ELF header of a dump, as far as it matters: little-endian, 64 bits.</summary>
/// <param name="Table">Where the program headers begin (e_phoff).</param>
/// <param name="Count">How many there are.</param>
readonly record struct ElfCoreHeader(ulong Table, ulong Count)
{
    /// <summary>Bytes of a program header.</summary>
    public const int ProgramBytes = 56;

    const int HeaderBytes = 64, SectionBytes = 64;

    // gabi: EI_CLASS ELFCLASS64, EI_DATA ELFDATA2LSB, ET_CORE, EM_X86_64; PN_XNUM says that the count is too large for its field.
    const int Wide = 2, LittleEndian = 1, X86 = 62, Core = 4, CountElsewhere = 0xffff;

    // A bit of e_flags with which makedumpfile says that it ran out of space (DUMP_ELF_INCOMPLETE).
    const uint Incomplete = 1;

    /// <summary>Reads the header. e_ehsize is not looked at: QEMU writes 8.</summary>
    /// <returns>Null when it is none that can be read; the reason was reported.</returns>
    public static ElfCoreHeader? Read(ByteSource source, Action<InputDiagnostic> report)
    {
        Span<byte> head = stackalloc byte[HeaderBytes];
        if (!source.TryRead(0, head))
        {
            report(new InputDiagnostic("VMC0101", Message.Of("vmc.0101", source.Length), Offset: source.Length));
            return null;
        }

        int machine = BinaryPrimitives.ReadUInt16LittleEndian(head[18..]);
        if (head[4] != Wide || head[5] != LittleEndian || machine != X86)
        {
            report(new InputDiagnostic("VMC0201", Message.Of("vmc.0201", head[4], head[5], machine), Offset: 4));
            return null;
        }

        int type = BinaryPrimitives.ReadUInt16LittleEndian(head[16..]);
        if (type != Core)
        {
            report(new InputDiagnostic("VMC0209", Message.Of("vmc.0209", type, Core), Offset: 16));
            return null;
        }

        int entry = BinaryPrimitives.ReadUInt16LittleEndian(head[54..]);
        if (entry != ProgramBytes)
        {
            report(new InputDiagnostic("VMC0202", Message.Of("vmc.0202", entry, ProgramBytes), Offset: 54));
            return null;
        }

        if ((BinaryPrimitives.ReadUInt32LittleEndian(head[48..]) & Incomplete) != 0)
            report(new InputDiagnostic("VMC0110", Message.Of("vmc.0110"), Offset: 48));
        uint count = BinaryPrimitives.ReadUInt16LittleEndian(head[56..]);
        if (count == CountElsewhere)
        {
            // The real one stands in sh_info of the first section header.
            ulong sections = BinaryPrimitives.ReadUInt64LittleEndian(head[40..]);
            Span<byte> section = stackalloc byte[SectionBytes];
            if (sections > 0 && sections <= long.MaxValue && source.TryRead((long)sections, section))
                count = BinaryPrimitives.ReadUInt32LittleEndian(section[44..]);
            else
                report(new InputDiagnostic("VMC0203", Message.Of("vmc.0203", sections), Offset: 40));
        }

        return new ElfCoreHeader(BinaryPrimitives.ReadUInt64LittleEndian(head[32..]), count);
    }
}
