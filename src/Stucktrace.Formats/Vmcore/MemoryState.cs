namespace Stucktrace.Formats.Vmcore;

/// <summary>What a dump says about some bytes of memory. Only the first answer gives bytes; none of the others is a zero.</summary>
public enum MemoryState : byte
{
    /// <summary>The bytes are in the dump.</summary>
    Present,

    /// <summary>The memory existed and was left out of the dump (a free page, a page of a process or of the page cache), or its end is cut off.</summary>
    Excluded,

    /// <summary>There was no memory at this physical address.</summary>
    NoSuchMemory,

    /// <summary>The page tables map nothing at this virtual address: an access faults.</summary>
    Unmapped,

    /// <summary>The dump has the page, and it can't be unpacked.</summary>
    Damaged,
}
