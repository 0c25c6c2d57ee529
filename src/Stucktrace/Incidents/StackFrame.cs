using Stucktrace.Formats;

namespace Stucktrace.Incidents;

/// <summary>One line of a call trace. A value, for a log of many reports has a hundred times as many frames.</summary>
/// <param name="Location">Where.</param>
/// <param name="Reliable">False when the kernel marked it <c>?</c>: found on the stack, not by unwinding.</param>
/// <param name="Context">Which stack it lies on.</param>
/// <param name="Inline">True when the line was added by a symboliser as inlined.</param>
/// <param name="Line">Line in the input.</param>
/// <param name="Judged">What reasoning says of it.</param>
/// <param name="Why">The reason for that judgement, or null.</param>
public readonly record struct StackFrame(
    CodeLocation Location,
    bool Reliable,
    FrameContext Context,
    bool Inline,
    long Line,
    FrameJudgement Judged = FrameJudgement.Unknown,
    Message? Why = null);
