using System.Collections.Immutable;

namespace Stucktrace.Dump.Code;

/// <summary>Bytes of code that are not as the module's file and the kernel's own patching make them: somebody wrote there at run time.</summary>
/// <param name="Address">Where they begin in memory.</param>
/// <param name="Section">Section of the file.</param>
/// <param name="Offset">Offset in it.</param>
/// <param name="Function">Function that they lie in, or null.</param>
/// <param name="FunctionOffset">Bytes behind its begin.</param>
/// <param name="Expected">What should be there.</param>
/// <param name="Found">What is there.</param>
/// <param name="Kind">What it looks like.</param>
/// <param name="Target">Where a jump or call that was written there leads; 0 for others.</param>
/// <param name="TargetName">What lies at that target: function, distance and module; null when it is not known.</param>
public sealed record CodeChange(
    ulong Address, string Section, ulong Offset, string? Function, ulong FunctionOffset, ImmutableArray<byte> Expected, ImmutableArray<byte> Found, CodeChangeKind Kind,
    ulong Target, string? TargetName);
