namespace Stucktrace.Formats.Vmcore;

/// <summary>A run of page frames.</summary>
/// <param name="First">Number of the first frame: physical address / 4096.</param>
/// <param name="Count">How many.</param>
public readonly record struct FrameRange(ulong First, ulong Count);
