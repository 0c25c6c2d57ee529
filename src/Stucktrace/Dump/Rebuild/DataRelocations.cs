using System.Buffers.Binary;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Dump.Rebuild;

/// <summary>Finds the words of data that point into the module, or at a symbol of the kernel, and the fields of tables that are relative to themselves.</summary>
static class DataRelocations
{
    // Tables of relative places that are read again (include/asm-generic/vmlinux.lds.h: ORC since 4.14, exception tables since 3.5, bugs, jump labels since 4.19).
    static readonly HashSet<string> Relative = [".orc_unwind_ip", "__ex_table", "__bug_table", "__jump_table"];

    internal static void Add(ObjectFileWriter writer, MemorySection section, MemoryTargets targets)
    {
        if (Relative.Contains(section.Name))
            AddRelative(writer, section, targets);
        else
            AddPointers(writer, section, targets);
    }

    static void AddRelative(ObjectFileWriter writer, MemorySection section, MemoryTargets targets)
    {
        for (int at = 0; at + 4 <= section.Bytes.Length; at += 4)
        {
            ulong target = unchecked(section.Address + (ulong)at + (ulong)BinaryPrimitives.ReadInt32LittleEndian(section.Bytes.AsSpan(at)));
            if (targets.SectionOf(target) is >= 0 and int own && targets.IsCode(own))
                writer.Own((ulong)at, ElfRelocationType.Relative32, own + 1, targets.OffsetIn(own, target));
        }
    }

    static void AddPointers(ObjectFileWriter writer, MemorySection section, MemoryTargets targets)
    {
        for (int at = (int)(-(long)section.Address & 7); at + 8 <= section.Bytes.Length; at += 8)
        {
            ulong target = BinaryPrimitives.ReadUInt64LittleEndian(section.Bytes.AsSpan(at));
            if (target < 1ul << 63)
                continue;
            if (targets.SectionOf(target) is >= 0 and int own)
                writer.Own((ulong)at, ElfRelocationType.Absolute64, own + 1, targets.OffsetIn(own, target));
            else if (targets.Symbol(target) is { Offset: 0 } import)
                writer.Import((ulong)at, ElfRelocationType.Absolute64, import.Name, 0);
        }
    }
}
