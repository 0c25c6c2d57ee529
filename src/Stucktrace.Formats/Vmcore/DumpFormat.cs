namespace Stucktrace.Formats.Vmcore;

/// <summary>Container of a dump.</summary>
public enum DumpFormat
{
    /// <summary>ELF core: /proc/vmcore, makedumpfile -E, QEMU, virsh dump --memory-only.</summary>
    ElfCore,

    /// <summary>kdump-compressed, as makedumpfile and QEMU write it.</summary>
    KdumpCompressed,

    /// <summary>Memory from address 0 up, byte for byte.</summary>
    RawMemory,
}
