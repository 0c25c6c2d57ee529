using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Guests;

/// <summary>Says how to get the kernel of a release, as far as the release tells the distribution.</summary>
static class KernelPackageName
{
    /// <summary>What to do.</summary>
    /// <param name="release">A release, such as <c>6.1.0-56-amd64</c> or <c>5.14.0-427.el9.x86_64</c>.</param>
    public static Message Hint(string release)
    {
        if (!SafeName.IsOne(release))
            return Message.Of("guest.fetch.unknown", release);
        // Debian: linux-image-RELEASE; the flavour ends the release. Ubuntu: -generic, -aws…, with the modules in a package of their own.
        if (release.EndsWith("-amd64", StringComparison.Ordinal))
            return Message.Of("guest.fetch.debian", release);
        if (release.EndsWith("-generic", StringComparison.Ordinal) || release.EndsWith("-lowlatency", StringComparison.Ordinal))
            return Message.Of("guest.fetch.ubuntu", release);
        // Red Hat and its relatives: "kernel" holds everything up to 7, later kernel-core the image and kernel-modules the modules.
        if (release.Contains(".el6", StringComparison.Ordinal) || release.Contains(".el7", StringComparison.Ordinal))
            return Message.Of("guest.fetch.rhel", release);
        if (release.Contains(".el", StringComparison.Ordinal) || release.Contains(".fc", StringComparison.Ordinal))
            return Message.Of("guest.fetch.rpm", release);
        return Message.Of("guest.fetch.unknown", release);
    }
}
