using System.Collections.Immutable;

namespace Stucktrace.Termination.Live;

/// <summary>The state of a CPU from which its code is run on.</summary>
/// <param name="Registers">rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 … r15: the numbering of the processor.</param>
/// <param name="InstructionPointer">Address of the instruction that comes next.</param>
/// <param name="Flags">rflags.</param>
/// <param name="PerCpuBase">What gs: points to: the offset of this CPU's area.</param>
public sealed record LiveState(ImmutableArray<ulong> Registers, ulong InstructionPointer, ulong Flags, ulong PerCpuBase);
