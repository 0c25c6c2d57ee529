namespace Stucktrace.Dump;

/// <summary>How a frame of a stack was found, from the surest to the least sure.</summary>
public enum FrameMethod
{
    /// <summary>It is where the registers point.</summary>
    Registers,

    /// <summary>By the kernel's own unwind tables (ORC).</summary>
    Orc,

    /// <summary>By the chain of frame pointers.</summary>
    FramePointer,

    /// <summary>By an interrupt's saved registers.</summary>
    InterruptFrame,

    /// <summary>A word of the stack behind a call instruction whose target fits.</summary>
    CheckedScan,

    /// <summary>A word of the stack behind some call instruction.</summary>
    Scan,
}
