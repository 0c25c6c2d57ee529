namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>Who wrote a line, as far as its prefix tells.</summary>
enum LineOrigin
{
    /// <summary>The prefix does not tell, or there is none.</summary>
    Unknown,
    /// <summary>The kernel: a <c>kernel:</c> tag, a kernel time stamp, a kernel transport.</summary>
    Kernel,
    /// <summary>Another program, named by its tag. Its text is not kernel text, whatever it quotes.</summary>
    Other,
    /// <summary>Part of the format, not a message: a dictionary line, a code fence, a header.</summary>
    Furniture,
}
