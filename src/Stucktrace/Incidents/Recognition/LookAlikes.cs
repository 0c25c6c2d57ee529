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
