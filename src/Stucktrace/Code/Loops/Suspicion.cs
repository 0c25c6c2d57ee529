using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Code.Loops;

/// <summary>A reason to think that a loop may never end.</summary>
/// <param name="Kind">What is suspicious.</param>
/// <param name="At">Instructions that show it.</param>
/// <param name="Why">The reason in words.</param>
public sealed record Suspicion(SuspicionKind Kind, ImmutableArray<ulong> At, Message Why);
