namespace Stucktrace.Machine.Memory;

/// <summary>Which addresses an x86-64 kernel can touch at all, and where the model puts a CPU's own area.</summary>
public static class AddressRules
{
    /// <summary>
    /// Where the area of this CPU begins (what gs: points to). Not canonical, so that it can't be taken for an address of anything else; the variable
    /// <c>this_cpu_off</c> holds the same number, and so both ways of the kernel to a per-CPU variable meet.
    /// </summary>
    public const ulong PerCpuArea = 0x6000_0000_0000_0000;

    const ulong FirstPage = 4096;

    // The last 2 MB of the address space are an unused hole (Documentation/arch/x86/x86_64/mm.rst): what container_of makes of NULL, and error pointers.
    const ulong LastHole = 0xffff_ffff_ffe0_0000;

    /// <summary>The flat address of an access.</summary>
    /// <param name="address">Address relative to the segment.</param>
    /// <param name="segment">Segment.</param>
    public static ulong Flat(ulong address, MemorySegment segment) => segment == MemorySegment.PerCpu ? PerCpuArea + address : address;

    /// <summary>Whether the processor faults on the access: the first page and the last 2 MB, where nothing is mapped, and addresses that are not canonical.</summary>
    /// <param name="flat">Flat address.</param>
    public static bool Faults(ulong flat)
    {
        if (flat - FirstPage >= LastHole - FirstPage)
            return true;
        // 57-bit addresses: the upper seven bits repeat bit 56. Kernels with four levels fault on more; none on less.
        ulong top = flat >> 56;
        bool canonical = top is 0x00 or 0xff;
        return !canonical && !IsPerCpu(flat);
    }

    /// <summary>Whether a flat address lies in the model's area of this CPU; external symbols lie within 2 GB below or above.</summary>
    /// <param name="flat">Flat address.</param>
    public static bool IsPerCpu(ulong flat) => flat - (PerCpuArea - 0x1_0000_0000) < 0x2_0000_0000;
}
