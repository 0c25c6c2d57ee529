using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Reporting.Dumps;

/// <summary>A part of a page of memory.</summary>
/// <param name="Address">Where it begins.</param>
/// <param name="Length">Bytes.</param>
/// <param name="State">What the dump says of it.</param>
/// <param name="Bytes">The bytes, when they are there.</param>
sealed record MemoryPiece(ulong Address, int Length, MemoryState State, byte[]? Bytes);
