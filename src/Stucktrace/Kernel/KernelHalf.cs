namespace Stucktrace.Kernel;

/// <summary>
/// The kernel's half of the address space. With page tables of five levels it begins at 0xff00000000000000 (Documentation/arch/x86/x86_64/mm.rst; tasks lie
/// from 0xff11… on), with four at 0xffff800000000000; what lies between is no address with four, and what holds it is hardly ever anything else.
/// </summary>
public static class KernelHalf
{
    /// <summary>Its first address.</summary>
    public const ulong First = 0xff00_0000_0000_0000;

    /// <summary>First address of the kernel's own image and of modules (__START_KERNEL_map): no objects of the heap lie there or above.</summary>
    public const ulong Image = 0xffff_ffff_8000_0000;
}
