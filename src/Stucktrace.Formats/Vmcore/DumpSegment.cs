namespace Stucktrace.Formats.Vmcore;

/// <summary>A PT_LOAD segment of an ELF dump.</summary>
/// <param name="VirtualAddress">p_vaddr; 0 where the writer did not know it.</param>
/// <param name="PhysicalAddress">p_paddr.</param>
/// <param name="FileSize">Bytes in the file.</param>
/// <param name="MemorySize">Bytes of memory; what is beyond the file size was left out or is zero.</param>
public readonly record struct DumpSegment(ulong VirtualAddress, ulong PhysicalAddress, ulong FileSize, ulong MemorySize);
