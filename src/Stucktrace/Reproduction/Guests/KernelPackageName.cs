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
        return Message.Of(Family(release), release);
    }

    /// <summary>The file of its package as a pattern for the shell; VMLINUZ where the release does not tell.</summary>
    /// <param name="release">A release, or null.</param>
    internal static string FileOf(string? release) => release is null || !SafeName.IsOne(release) ? "VMLINUZ" : Family(release) switch
    {
        "guest.fetch.debian" => $"linux-image-{release}_*.deb",
        "guest.fetch.ubuntu" => $"linux-image-unsigned-{release}_*.deb",
        "guest.fetch.rhel" => $"kernel-{release}.rpm",
        "guest.fetch.rpm" => $"kernel-core-{release}.rpm",
        _ => "VMLINUZ",
    };

    static string Family(string release)
    {
        // Debian: linux-image-RELEASE; the flavour ends the release. Ubuntu: -generic, -aws…, with the modules in a package of their own.
        if (release.EndsWith("-amd64", StringComparison.Ordinal))
            return "guest.fetch.debian";
        if (release.EndsWith("-generic", StringComparison.Ordinal) || release.EndsWith("-lowlatency", StringComparison.Ordinal))
            return "guest.fetch.ubuntu";
        // Red Hat and its relatives: "kernel" holds everything up to 7, later kernel-core the image and kernel-modules the modules.
        if (release.Contains(".el6", StringComparison.Ordinal) || release.Contains(".el7", StringComparison.Ordinal))
            return "guest.fetch.rhel";
        if (release.Contains(".el", StringComparison.Ordinal) || release.Contains(".fc", StringComparison.Ordinal))
            return "guest.fetch.rpm";
        return "guest.fetch.unknown";
    }
}
