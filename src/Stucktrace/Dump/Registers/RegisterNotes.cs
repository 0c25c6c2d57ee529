using System.Buffers.Binary;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Registers;

/// <summary>Reads the notes that hold registers of a CPU.</summary>
static class RegisterNotes
{
    /// <summary>Type of a note with registers (NT_PRSTATUS), owner CORE.</summary>
    internal const uint StatusType = 1;

    /// <summary>Bytes of its content, struct elf_prstatus of x86-64.</summary>
    internal const int StatusSize = 336;

    // pr_pid and pr_reg of struct elf_prstatus (include/linux/elfcore.h, 2.6.32 to 6.12). pr_reg has the order of struct pt_regs.
    const int ProcessId = 32, FirstRegister = 112;

    // QEMUCPUState, version 1 (QEMU's target/i386/arch_dump.c): version, size, rax rbx rcx rdx rsi rdi rsp rbp r8 … r15 rip rflags; then ten segments of
    // selector, limit, flags, padding (u32 each) and base (u64): cs ds es fs gs ss ldt tr gdt idt; then cr0 … cr4; since 2.12 kernel_gs_base.
    const int QemuRegisters = 8, QemuAddress = 136, QemuFlags = 144, QemuSegments = 152, QemuSegmentSize = 24, QemuGs = 4, QemuControl = 392, QemuKernelGs = 432;

    // rax rbx rcx rdx rsi rdi rsp rbp, by the processor's numbers.
    static ReadOnlySpan<byte> QemuOrder => [0, 3, 1, 2, 6, 7, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Registers and process id of an NT_PRSTATUS note, or null when it is too short.</summary>
    /// <param name="content">Content of the note.</param>
    /// <param name="origin">Where it was found.</param>
    /// <param name="address">Its address.</param>
    internal static (DumpedRegisters Registers, int Pid)? Status(ReadOnlySpan<byte> content, RegisterOrigin origin, ulong address) =>
        content.Length < FirstRegister + PtRegs.Size ? null
            : (PtRegs.Read(content[FirstRegister..], origin, address), BinaryPrimitives.ReadInt32LittleEndian(content[ProcessId..]));

    /// <summary>Registers of a note of QEMU's own, or null when it is none that is known.</summary>
    /// <param name="note">The note.</param>
    internal static QemuCpuState? Qemu(DumpNote note)
    {
        ReadOnlySpan<byte> content = note.Content.Span;
        if (note.Owner != "QEMU" || content.Length < QemuKernelGs || BinaryPrimitives.ReadUInt32LittleEndian(content) != 1)
            return null;
        ulong[] values = new ulong[16];
        for (int i = 0; i < QemuOrder.Length; i++)
            values[QemuOrder[i]] = Word(content, QemuRegisters + (i * 8));
        var registers = new DumpedRegisters(
            [.. values], Word(content, QemuAddress), Word(content, QemuFlags), BinaryPrimitives.ReadUInt32LittleEndian(content[QemuSegments..]), RegisterOrigin.QemuState,
            (ulong)note.Offset);
        ulong gs = Word(content, QemuSegments + (QemuGs * QemuSegmentSize) + 16);
        return new QemuCpuState(registers, gs, content.Length >= QemuKernelGs + 8 ? Word(content, QemuKernelGs) : 0, Word(content, QemuControl + 24));
    }

    static ulong Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);
}
