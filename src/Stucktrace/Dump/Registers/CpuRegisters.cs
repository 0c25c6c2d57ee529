using System.Buffers.Binary;
using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Registers;

/// <summary>
/// Gives each CPU its registers. A kernel that crashed wrote them into each CPU's own crash_notes (kernel/kexec_core.c, crash_save_cpu); QEMU writes notes
/// that name their CPU. They are never taken by position: a CPU that did not answer has none, and the notes of the others move up.
/// </summary>
public static class CpuRegisters
{
    const ulong KernelSpace = 1ul << 63;

    // Elf64_Nhdr: sizes of name and content, type; then the name "CORE", padded to four bytes.
    const int NoteHeader = 12, NoteContent = 20;

    /// <summary>The machine with the registers of its CPUs.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="report">Is told which CPU has none, and what does not agree.</param>
    public static DumpedMachine Complete(DumpedMachine machine, Action<InputDiagnostic> report)
    {
        DumpFile file = machine.Kernel.File;
        QemuNotes qemu = QemuNotes.Of(file);
        ImmutableArray<DumpedCpu>.Builder cpus = ImmutableArray.CreateBuilder<DumpedCpu>(machine.Cpus.Length);
        foreach (DumpedCpu cpu in machine.Cpus)
        {
            DumpedRegisters? registers = cpu.Registers ?? FromCrashNotes(machine, cpu, report) ??
                (qemu.IsEmpty ? FromFile(machine, cpu) : qemu.For(cpu));
            if (registers is null)
                report(new InputDiagnostic("VMC0701", Message.Of("registers.0701", cpu.Number)));
            cpus.Add(cpu with { Registers = registers });
        }

        return machine with { Cpus = cpus.MoveToImmutable() };
    }

    static DumpedRegisters? FromCrashNotes(DumpedMachine machine, DumpedCpu cpu, Action<InputDiagnostic> report)
    {
        AddressSpace memory = machine.Kernel.Memory;
        if ((machine.Kernel.Symbols.Find("crash_notes") ?? machine.Kernel.Symbols.Find("per_cpu__crash_notes")) is not { } variable ||
            memory.Number(variable) is not { } area || area == 0)
        {
            return null;
        }

        // A pointer into the per-CPU areas: relative to each of them.
        ulong address = unchecked(area + cpu.PerCpuOffset);
        Span<byte> note = stackalloc byte[NoteContent + RegisterNotes.StatusSize];
        if (memory.Read(address, note) != MemoryState.Present || !IsStatus(note) ||
            RegisterNotes.Status(note[NoteContent..], RegisterOrigin.CrashNotes, address) is not ({ } registers, int pid))
        {
            return null;
        }

        if (!IsPlausible(registers))
        {
            report(new InputDiagnostic("VMC0702", Message.Of("registers.0702", cpu.Number, Hexadecimal.Address(address))));
            return null;
        }

        if (machine.TaskAt(cpu.Current) is { } task && task.Pid != pid)
            report(new InputDiagnostic("VMC0703", Message.Of("registers.0703", cpu.Number, pid, task.Pid)));
        return registers;
    }

    static bool IsStatus(ReadOnlySpan<byte> note) =>
        BinaryPrimitives.ReadUInt32LittleEndian(note) == 5 && BinaryPrimitives.ReadUInt32LittleEndian(note[4..]) >= RegisterNotes.StatusSize &&
        BinaryPrimitives.ReadUInt32LittleEndian(note[8..]) == RegisterNotes.StatusType && note.Slice(NoteHeader, 5).SequenceEqual("CORE\0"u8);

    // The kernel's stacks lie in its half of the addresses; a program's registers name its own.
    static bool IsPlausible(DumpedRegisters registers) =>
        registers.InUserMode ? registers.InstructionPointer < KernelSpace : registers.StackPointer >= KernelSpace && registers.StackPointer % 8 == 0;

    // Where crash_notes is not in the dump: the one note of the file that names the task which only this CPU ran.
    static DumpedRegisters? FromFile(DumpedMachine machine, DumpedCpu cpu)
    {
        DumpFile file = machine.Kernel.File;
        if (machine.TaskAt(cpu.Current) is not { } task)
            return null;
        DumpedRegisters? found = null;
        foreach (DumpNote note in file.Notes)
        {
            if (note.Owner != "CORE" || note.Type != RegisterNotes.StatusType ||
                RegisterNotes.Status(note.Content.Span, RegisterOrigin.CrashNotes, (ulong)note.Offset) is not ({ } registers, int pid) || pid != task.Pid || !IsPlausible(registers))
            {
                continue;
            }

            // Idle tasks all have the number 0: those are told apart by their stacks.
            bool own = task.Stack != 0 && registers.StackPointer - task.Stack < ReadLimits.MaxScannedStack;
            if (pid == 0 && !own)
                continue;
            if (found is not null)
                return null;
            found = registers;
        }

        return found;
    }
}
