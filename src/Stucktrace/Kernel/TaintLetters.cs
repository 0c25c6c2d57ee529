namespace Stucktrace.Kernel;

/// <summary>What a module's flags mean, kernel by kernel.</summary>
public static class TaintLetters
{
    /// <summary>
    /// True when <c>U</c> beside a module means "unsigned, so not part of the distribution's build": Red Hat's 2.6.18 and 2.6.32 print it apart, as
    /// <c>(U)</c>. In the taint string <c>U</c> is another thing: user space asked for it.
    /// </summary>
    /// <param name="release">The release, or null.</param>
    public static bool UnsignedIsU(KernelRelease? release) => release?.EnterpriseMajor is 5 or 6;

    /// <summary>True when this kernel has taint L, "a soft lockup has happened in this boot": mainline 3.17, Red Hat 2.6.32 and later.</summary>
    /// <param name="release">The release, or null.</param>
    public static bool HasSoftLockupTaint(KernelRelease? release) =>
        release is not null && (release.EnterpriseMajor is >= 6 || release.AtLeast(3, 17));
}
