namespace Stucktrace.Formats.Vmcore;

/// <summary>How one kernel's virtual addresses lead to physical ones on x86-64.</summary>
/// <param name="Root">Physical address of the top page table.</param>
/// <param name="PhysBase">What is added to the address of the kernel's image after <c>__START_KERNEL_map</c> is taken away; negative as two's complement.</param>
/// <param name="DirectMap">Virtual address where physical address 0 is mapped (<c>page_offset_base</c>), or null when it is not known.</param>
/// <param name="FiveLevels">True with 57-bit addresses.</param>
/// <param name="EncryptionMask">Bits of a page-table entry that are no part of the address (<c>sme_mask</c>).</param>
public sealed record Translation(ulong Root, ulong PhysBase, ulong? DirectMap, bool FiveLevels, ulong EncryptionMask)
{
    /// <summary>Where the kernel's image is mapped, without KASLR (arch/x86/include/asm/page_64_types.h, __START_KERNEL_map).</summary>
    public const ulong ImageMap = 0xffff_ffff_8000_0000;

    /// <summary>Most bytes of the image's mapping (KERNEL_IMAGE_SIZE with KASLR); modules come behind.</summary>
    public const ulong ImageMapSize = 1 << 30;

    /// <summary>
    /// True when the page tables were seen to map the image where <see cref="PhysBase"/> puts it. Only then may an address of the image be translated
    /// without them where one of its tables is missing from the dump.
    /// </summary>
    public bool ImageIsLinear { get; init; }

    /// <summary>The same for the direct map and <see cref="DirectMap"/>.</summary>
    public bool DirectMapIsLinear { get; init; }
}
