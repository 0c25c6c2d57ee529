using Stucktrace.Termination.Walks;

namespace Stucktrace.Termination.Live;

/// <summary>The run of a stuck CPU's code on the memory of a dump, step by step, with what the dump calls things.</summary>
/// <param name="Trace">The steps.</param>
/// <param name="Names">What the addresses are called.</param>
public sealed record LiveWalk(WalkTrace Trace, WalkNames Names);
