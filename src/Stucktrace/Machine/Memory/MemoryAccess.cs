namespace Stucktrace.Machine.Memory;

/// <summary>One access of a run.</summary>
/// <param name="At">Address of the instruction.</param>
/// <param name="Address">Flat address of the lowest byte.</param>
/// <param name="Bytes">Width in bytes.</param>
/// <param name="Value">What was read or written; zero where it is not known.</param>
/// <param name="Unknown">Bits that are not known.</param>
/// <param name="IsWrite">True for a write.</param>
/// <param name="IsFreed">True when the bytes belong to a freed object.</param>
public readonly record struct MemoryAccess(ulong At, ulong Address, int Bytes, ulong Value, ulong Unknown, bool IsWrite, bool IsFreed);
