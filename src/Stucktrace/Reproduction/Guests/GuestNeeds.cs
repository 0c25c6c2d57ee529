using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Guests;

/// <summary>What a kernel must have built in to run as a guest: the guest has no modules but those under test, and no other way to speak than a serial port.</summary>
static class GuestNeeds
{
    /// <summary>Options of its configuration, by the names of Kconfig.</summary>
    internal static ImmutableArray<string> Options { get; } =
        ["SERIAL_8250_CONSOLE", "BLK_DEV_INITRD", "RD_GZIP", "BINFMT_ELF", "PROC_FS", "MODULES", "PRINTK"];

    /// <summary>Says what a kernel lacks.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="limits">Bounds.</param>
    /// <returns>Null when nothing is missing, or its configuration is not known.</returns>
    internal static Message? Missing(BootableKernel kernel, GuestLimits? limits = null)
    {
        if (kernel.ConfigPath is not { } path || !File.Exists(path) || new FileInfo(path).Length > (limits ?? GuestLimits.Default).MaxConfigBytes)
            return null;
        HashSet<string> builtIn = [.. File.ReadLines(path).Where(l => l.StartsWith("CONFIG_", StringComparison.Ordinal) && l.EndsWith("=y", StringComparison.Ordinal)).Select(l => l["CONFIG_".Length..^2])];
        string[] missing = [.. Options.Where(o => !builtIn.Contains(o))];
        // A file without a single option is no configuration.
        return missing.Length == 0 || builtIn.Count == 0 ? null : Message.Of("guest.kernel.lacks", kernel.Release, string.Join(", ", missing.Select(o => "CONFIG_" + o)));
    }
}
