namespace Stucktrace.Code.Entries;

/// <summary>struct kprobe (include/linux/kprobes.h): the same up to here from 2.6.32 to 6.12.</summary>
static class Probes
{
    /// <summary>Where the kernel leaves the address of what is probed.</summary>
    internal const int AddressField = 0x28;

    /// <summary>The name of the function to probe.</summary>
    internal const int NameField = 0x30;
}
