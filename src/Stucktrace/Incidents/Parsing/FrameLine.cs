namespace Stucktrace.Incidents.Parsing;

/// <summary>What one line of a call trace says.</summary>
readonly record struct FrameLine
{
    /// <summary>A heading such as <c>Call Trace:</c> stands on the line.</summary>
    public bool StartsTrace { get; init; }

    /// <summary>A mark that ends the trace (<c>&lt;/TASK&gt;</c>).</summary>
    public bool EndsTrace { get; init; }

    /// <summary>The stack that frames from here on lie on, this line's own included; null when the line does not change it.</summary>
    public FrameContext? Context { get; init; }

    /// <summary>The frame, or null for a mark or heading alone.</summary>
    public CodeLocation? Location { get; init; }

    /// <summary>On Arm, which writes <c>callee from caller</c>: the callee. It repeats the line before, except on a trace's first line.</summary>
    public CodeLocation? Callee { get; init; }

    /// <summary>False when the kernel marked the frame <c>?</c> or <c>(unreliable)</c>.</summary>
    public bool Reliable { get; init; }

    /// <summary>True when a symboliser added the line.</summary>
    public bool Inline { get; init; }
}
