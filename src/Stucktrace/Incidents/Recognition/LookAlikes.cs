namespace Stucktrace.Incidents.Recognition;

/// <summary>Lines that look like a report's header and are none: notices of the kernel, and what programs write to the same console.</summary>
static class LookAlikes
{
    static readonly string[] Texts =
    [
        "INFO: lockdep is turned off",
        "INFO: Stall ended before state dump start",
        "INFO: NMI handler",
        "took too long to run",
        "INFO: recovery required on readonly filesystem",
        "is not present in /proc/kallsyms",
        "no syscalls can create resource",
        "ODEBUG: Out of memory",
        "ODEBUG disabled",
        "WARNING: /etc/ssh/moduli does not exist",
        "WARNING: workqueue cpumask: online intersect > possible intersect",
        "WARNING: the mand mount option",
        "WARNING: The mand mount option",
        "WARNING: Unsupported flag value(s)",
        "WARNING: Unprivileged eBPF is enabled with eIBRS",
        "WARNING: fbcon: Driver",
        "WARNING: See https",
        "WARNING: kernel not compiled with CPU_SRSO",
        "general protection fault ip:",
        // Errors of an image file that somebody mounted are not the machine's.
        " error, dev loop",
        " error on dev loop",
        " error on device loop",
        "(device loop",
        "XFS (loop",
        " error, dev fd",
        " error, dev sr",
        " error on dev fd",
        " error on dev sr",
        "on device loop",
    ];

    /// <summary>True when the line is one of them.</summary>
    public static bool Contains(ReadOnlySpan<char> line)
    {
        foreach (string text in Texts)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
