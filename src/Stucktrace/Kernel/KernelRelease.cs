using System.Globalization;

namespace Stucktrace.Kernel;

/// <summary>
/// A kernel release taken apart: <c>2.6.32-754.6.3.el6.x86_64</c>. Distributions carry features back, so what a kernel does follows from
/// <see cref="Distribution"/> and <see cref="EnterpriseMajor"/> first and from the version numbers second.
/// </summary>
/// <param name="Text">As printed.</param>
/// <param name="Major">First number.</param>
/// <param name="Minor">Second number.</param>
/// <param name="Patch">Third number, 0 when there is none.</param>
/// <param name="Distribution">Who built it.</param>
/// <param name="EnterpriseMajor">5 to 10 for Enterprise Linux and what is rebuilt from it, else null.</param>
/// <param name="Machine">Machine suffix such as <c>x86_64</c>, or null.</param>
public sealed record KernelRelease(
    string Text, int Major, int Minor, int Patch, KernelDistribution Distribution, int? EnterpriseMajor, string? Machine)
{
    // Looked for in this order; first one found holds. Spelled as they stand in release strings.
    static readonly (string Mark, KernelDistribution Distribution)[] Marks =
    [
        ("uek", KernelDistribution.OracleUek),
        (".lve", KernelDistribution.CloudLinux),
        ("stab", KernelDistribution.OpenVz),
        (".vz", KernelDistribution.OpenVz),
        (".ky", KernelDistribution.Kylin),
        (".uel", KernelDistribution.Kylin),
        (".oe", KernelDistribution.OpenEuler),
        (".eulerosv", KernelDistribution.OpenEuler),
        (".an", KernelDistribution.Anolis),
        (".al7", KernelDistribution.Anolis),
        (".al8", KernelDistribution.Anolis),
        (".tl", KernelDistribution.TencentOs),
        (".tlinux", KernelDistribution.TencentOs),
        (".amzn", KernelDistribution.Amazon),
        (".fc", KernelDistribution.Fedora),
        (".el", KernelDistribution.EnterpriseLinux),
        ("-pve", KernelDistribution.Proxmox),
        ("-arch", KernelDistribution.Arch),
        ("-ARCH", KernelDistribution.Arch),
        ("-android", KernelDistribution.Android),
        ("-generic", KernelDistribution.Ubuntu),
        ("-lowlatency", KernelDistribution.Ubuntu),
        ("-default", KernelDistribution.Suse),
        ("-amd64", KernelDistribution.Debian),
        ("-686", KernelDistribution.Debian),
        ("-arm64", KernelDistribution.Debian),
        (".bpo.", KernelDistribution.Debian),
        ("+deb", KernelDistribution.Debian),
        ("-aws", KernelDistribution.Ubuntu),
        ("-azure", KernelDistribution.Ubuntu),
        ("-gcp", KernelDistribution.Ubuntu),
        ("-kvm", KernelDistribution.Ubuntu),
        ("-oem", KernelDistribution.Ubuntu),
    ];

    static readonly string[] Machines =
        ["x86_64", "i686", "i586", "i386", "aarch64", "ppc64le", "ppc64", "s390x", "armv7hl", "armv7l", "riscv64", "loongarch64", "mips64", "amd64", "arm64"];

    // The reports of one boot name the same release again and again.
    static KernelRelease? _last;

    /// <summary>True for Enterprise Linux kernels and rebuilds of one major version: they behave like each other, not like mainline of that number.</summary>
    /// <param name="major">5 to 10.</param>
    public bool IsEnterprise(int major) => EnterpriseMajor == major && Distribution != KernelDistribution.OracleUek;

    /// <summary>True when the version is at least the one given. Says nothing about what a distribution carried back.</summary>
    /// <param name="major">First number.</param>
    /// <param name="minor">Second number.</param>
    public bool AtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    /// <summary>True when the version is at least the one given.</summary>
    /// <param name="major">First number.</param>
    /// <param name="minor">Second number.</param>
    /// <param name="patch">Third number.</param>
    public bool AtLeast(int major, int minor, int patch) => AtLeast(major, minor) && (Major > major || Minor > minor || Patch >= patch);

    /// <summary>Takes a release apart.</summary>
    /// <param name="text">Release as <c>uname -r</c> prints it, or null.</param>
    /// <returns>Null when it does not look like one.</returns>
    public static KernelRelease? Parse(string? text)
    {
        if (text is null || text.Length > 256)
            return null;
        KernelRelease? last = _last;
        if (last is not null && last.Text == text)
            return last;
        return _last = Take(text);
    }

    static KernelRelease? Take(string text)
    {
        ReadOnlySpan<char> rest = text;
        if (!TakeNumber(ref rest, out int major) || rest is not ['.', ..])
            return null;
        rest = rest[1..];
        if (!TakeNumber(ref rest, out int minor) || major is < 2 or > 99)
            return null;
        int patch = 0;
        if (rest is ['.', ..] && rest.Length > 1 && char.IsAsciiDigit(rest[1]))
        {
            rest = rest[1..];
            TakeNumber(ref rest, out patch);
        }

        if (!rest.IsEmpty && rest[0] is not ('-' or '.' or '+' or '_' or '~' or 'r'))
            return null;
        KernelDistribution distribution = FindDistribution(text);
        return new KernelRelease(text, major, minor, patch, distribution, FindEnterprise(text, distribution), FindMachine(text));
    }

    static KernelDistribution FindDistribution(string text)
    {
        foreach ((string mark, KernelDistribution distribution) in Marks)
        {
            if (text.Contains(mark, StringComparison.Ordinal))
                return distribution;
        }

        return KernelDistribution.Unknown;
    }

    // EL5 ("2.6.18-194.el5") may end there; later ones go on with ".x86_64", EL minor releases with "_9".
    static int? FindEnterprise(string text, KernelDistribution distribution)
    {
        int at = text.IndexOf(".el", StringComparison.Ordinal);
        if (at < 0)
            return distribution == KernelDistribution.OpenVz && text.StartsWith("2.6.32", StringComparison.Ordinal) ? 6 : null;
        ReadOnlySpan<char> digits = text.AsSpan(at + 3);
        return TakeNumber(ref digits, out int major) && major is >= 4 and <= 20 ? major : null;
    }

    static string? FindMachine(string text)
    {
        foreach (string machine in Machines)
        {
            if (text.EndsWith(machine, StringComparison.Ordinal))
                return machine;
        }

        return null;
    }

    static bool TakeNumber(ref ReadOnlySpan<char> text, out int value)
    {
        int length = 0;
        while (length < text.Length && length < 9 && char.IsAsciiDigit(text[length]))
            length++;
        bool found = int.TryParse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture, out value);
        text = text[length..];
        return found;
    }
}
