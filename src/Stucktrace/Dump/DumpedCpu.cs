namespace Stucktrace.Dump;

/// <summary>One CPU in a dump.</summary>
/// <param name="Number">Number.</param>
/// <param name="PerCpuOffset">What is added to the address of a per-CPU symbol.</param>
/// <param name="Current">Address of the task_struct of its current task, 0 when it is not known.</param>
/// <param name="Registers">Its registers, or null when none were saved.</param>
public sealed record DumpedCpu(int Number, ulong PerCpuOffset, ulong Current, DumpedRegisters? Registers);
