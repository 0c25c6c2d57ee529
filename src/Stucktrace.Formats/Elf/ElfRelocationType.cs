namespace Stucktrace.Formats.Elf;

/// <summary>The relocations that the kernel's loader applies on x86-64 (arch/x86/kernel/module.c, 2.6.32 to 6.12); it refuses all others.</summary>
public static class ElfRelocationType
{
    /// <summary>Nothing.</summary>
    public const uint None = 0;

    /// <summary>Address, 8 bytes.</summary>
    public const uint Absolute64 = 1;

    /// <summary>Address minus place, 4 bytes.</summary>
    public const uint Relative32 = 2;

    /// <summary>As <see cref="Relative32"/>; compilers write it for calls.</summary>
    public const uint Plt32 = 4;

    /// <summary>Address, 4 bytes, zero-extended.</summary>
    public const uint Absolute32 = 10;

    /// <summary>Address, 4 bytes, sign-extended.</summary>
    public const uint Absolute32Signed = 11;

    /// <summary>Address minus place, 8 bytes.</summary>
    public const uint Relative64 = 24;

    /// <summary>How many bytes a relocation of this type writes; 0 for none, -1 for a type that the kernel refuses.</summary>
    /// <param name="type">Type.</param>
    public static int WidthOf(uint type) => type switch
    {
        None => 0,
        Absolute64 or Relative64 => 8,
        Relative32 or Plt32 or Absolute32 or Absolute32Signed => 4,
        _ => -1,
    };

    /// <summary>True when the value is relative to the place.</summary>
    /// <param name="type">Type.</param>
    public static bool IsRelative(uint type) => type is Relative32 or Plt32 or Relative64;
}
