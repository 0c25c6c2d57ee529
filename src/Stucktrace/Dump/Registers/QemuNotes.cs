using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Registers;

/// <summary>
/// The notes of a dump that QEMU wrote: of each CPU an NT_PRSTATUS whose process id is the CPU's number and one (dump/dump.c, cpu_index()), and its own
/// with the control registers. A dump of a kernel that crashed, or one with no such notes, gives none.
/// </summary>
sealed class QemuNotes
{
    readonly List<(DumpedRegisters Registers, int Cpu)> _statuses = [];
    readonly List<QemuCpuState> _states = [];

    /// <summary>True when QEMU did not write this dump.</summary>
    internal bool IsEmpty => _states.Count == 0 && _statuses.Count == 0;

    internal static QemuNotes Of(DumpFile file)
    {
        var notes = new QemuNotes();
        foreach (DumpNote note in file.Notes)
        {
            if (RegisterNotes.Qemu(note) is { } state)
                notes._states.Add(state);
            else if (note.Owner == "CORE" && note.Type == RegisterNotes.StatusType &&
                RegisterNotes.Status(note.Content.Span, RegisterOrigin.QemuPrStatus, (ulong)note.Offset) is ({ } registers, int pid))
                notes._statuses.Add((registers, pid - 1));
        }

        // Without QEMU's own notes it was QEMU only if nothing crashed and the numbers are those of CPUs, each once.
        bool numbered = notes._statuses.Select(s => s.Cpu).Order().SequenceEqual(Enumerable.Range(0, notes._statuses.Count));
        if (!numbered || (notes._states.Count == 0 && file.VmcoreInfo is { Crashed: true }))
            notes._statuses.Clear();
        return notes;
    }

    /// <summary>The registers of a CPU, or null.</summary>
    internal DumpedRegisters? For(DumpedCpu cpu)
    {
        foreach (QemuCpuState state in _states)
        {
            if (cpu.PerCpuOffset != 0 && (state.Gs == cpu.PerCpuOffset || (state.Registers.InUserMode && state.KernelGs == cpu.PerCpuOffset)))
                return state.Registers;
        }

        // In a program gs is the program's: then the numbered note, unless another CPU's area was found in it.
        foreach ((DumpedRegisters registers, int number) in _statuses)
        {
            if (number == cpu.Number)
                return registers;
        }

        return null;
    }
}
