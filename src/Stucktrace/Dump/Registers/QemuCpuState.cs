namespace Stucktrace.Dump.Registers;

/// <summary>A CPU's state as QEMU saves it.</summary>
/// <param name="Registers">General registers.</param>
/// <param name="Gs">Base of gs: in the kernel the CPU's per-CPU area.</param>
/// <param name="KernelGs">The base that swapgs brings back; 0 when the note is of an older QEMU.</param>
/// <param name="PageTable">cr3.</param>
sealed record QemuCpuState(DumpedRegisters Registers, ulong Gs, ulong KernelGs, ulong PageTable);
