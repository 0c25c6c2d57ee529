using System.Collections.Immutable;

namespace Stucktrace.Incidents;

/// <summary>A <c>Code:</c> line.</summary>
/// <param name="Bytes">The bytes; for fixed-width architectures each word's bytes in memory order.</param>
/// <param name="InstructionIndex">Index of the byte in <c>&lt;&gt;</c> or <c>()</c> brackets: the instruction that the CPU was at; -1 when none is marked.</param>
/// <param name="Unreadable">True for <c>Unable to access opcode bytes</c>.</param>
/// <param name="Line">Line in the input.</param>
public sealed record CodeBytes(ImmutableArray<byte> Bytes, int InstructionIndex, bool Unreadable, long Line);
