using System.Buffers.Binary;

namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// Control registers of a CPU in QEMU's own note (QEMU, target/i386/arch_dump.c, struct QEMUX86CPUState, version 1): two words of version and size, 18
/// registers, 10 segments of 24 bytes, then cr0 to cr4.
/// </summary>
/// <param name="PageTables">cr3.</param>
/// <param name="FiveLevels">True when cr4 says that addresses have 57 bits (LA57).</param>
readonly record struct QemuControl(ulong PageTables, bool FiveLevels)
{
    const int Cr3At = 8 + 18 * 8 + 10 * 24 + 3 * 8, Cr4At = Cr3At + 8, FiveLevelsBit = 12;

    // With page table isolation a CPU in user mode has the second of two pages (arch/x86/include/asm/pgtable.h, PTI_PGTABLE_SWITCH_BIT).
    const ulong UserTablesBit = 1 << 12;

    /// <summary>Where the kernel's top page table may be: what the CPU used, and the kernel's half of a pair.</summary>
    internal IEnumerable<ulong> Roots()
    {
        ulong used = PageTables & ~PageMapping.InPage;
        yield return used;
        if ((used & UserTablesBit) != 0)
            yield return used & ~UserTablesBit;
    }

    internal static IEnumerable<QemuControl> Of(DumpFile file)
    {
        foreach (DumpNote note in file.Notes)
        {
            if (!note.Owner.Equals("QEMU", StringComparison.Ordinal) || note.Content.Length < Cr4At + sizeof(ulong))
                continue;
            ReadOnlySpan<byte> content = note.Content.Span;
            ulong cr4 = BinaryPrimitives.ReadUInt64LittleEndian(content[Cr4At..]);
            yield return new QemuControl(BinaryPrimitives.ReadUInt64LittleEndian(content[Cr3At..]), ((cr4 >> FiveLevelsBit) & 1) != 0);
        }
    }
}
