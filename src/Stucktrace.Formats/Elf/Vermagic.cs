using System.Collections.Immutable;

namespace Stucktrace.Formats.Elf;

/// <summary>
/// The string by which a kernel recognises modules built for it (include/linux/vermagic.h): its release, and the build options that change the
/// layout of data.
/// </summary>
/// <param name="Text">As it stands in the file.</param>
/// <param name="Release">Release, such as <c>2.6.32-754.6.3.el6.x86_64</c>.</param>
/// <param name="Options">Options, such as <c>SMP</c>, <c>preempt</c>, <c>mod_unload</c>, <c>modversions</c>.</param>
public sealed record Vermagic(string Text, string Release, ImmutableArray<string> Options)
{
    /// <summary>True when it was built for a kernel of several CPUs.</summary>
    public bool IsSmp => Options.Contains("SMP");

    /// <summary>True when the kernel may be preempted in kernel mode (PREEMPT_RT writes <c>preempt_rt</c>).</summary>
    public bool IsPreemptible => Options.Contains("preempt") || Options.Contains("preempt_rt");

    /// <summary>
    /// True when imports carry CRCs. Then a kernel does not compare the release (same_magic() in kernel/module): the module fits every kernel with the
    /// same options in which each import has the same CRC.
    /// </summary>
    public bool HasVersions => Options.Contains("modversions");

    /// <summary>Takes the string apart.</summary>
    /// <param name="text">The string.</param>
    public static Vermagic Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Vermagic(text, words.Length > 0 ? words[0] : string.Empty, [.. words.Skip(1)]);
    }
}
