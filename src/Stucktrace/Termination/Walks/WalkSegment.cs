using System.Collections.Immutable;
using Stucktrace.Machine.Known;

namespace Stucktrace.Termination.Walks;

/// <summary>Steps of a walk without a gap.</summary>
/// <param name="First">Number of the first one, from 0.</param>
/// <param name="Registers">The sixteen registers before it.</param>
/// <param name="Steps">The steps.</param>
public sealed record WalkSegment(long First, ImmutableArray<KnownValue> Registers, ImmutableArray<WalkStep> Steps);
