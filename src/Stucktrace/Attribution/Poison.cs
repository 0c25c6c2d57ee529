namespace Stucktrace.Attribution;

/// <summary>Values that the kernel writes into memory that must not be used any more (include/linux/poison.h).</summary>
static class Poison
{
    /// <summary>What an address or register value is poison of, or null. Structure offsets up to 64 KiB may have been added to a list poison.</summary>
    internal static string? Of(ulong value) => value switch
    {
        >= 0xdead_0000_0000_0100 - 0x8000 and < 0xdead_0000_0001_0000 => "LIST_POISON",
        >= 0x0010_0100 and < 0x0010_0300 => "LIST_POISON (32 bit)",
        _ when value >> 16 == 0x6b6b_6b6b_6b6b => "POISON_FREE (slab)",
        _ when value >> 16 == 0xaaaa_aaaa_aaaa => "PAGE_POISON",
        _ when value >> 16 == 0xa7a7_a7a7_a7a7 => "POISON_FREE_INITMEM",
        _ when value >> 16 == 0x5a5a_5a5a_5a5a => "POISON_INUSE",
        _ => null,
    };
}
