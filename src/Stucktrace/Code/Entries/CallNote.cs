using System.Collections.Immutable;

namespace Stucktrace.Code.Entries;

/// <summary>One call, and what is known of its arguments.</summary>
/// <param name="At">Address of the instruction.</param>
/// <param name="Callee">What it calls.</param>
/// <param name="Arguments">The first six arguments.</param>
/// <param name="Slots">The function's stack at the call, while it is being noted.</param>
sealed record CallNote(ulong At, Callee Callee, ImmutableArray<Value> Arguments, IReadOnlyDictionary<long, Value> Slots);
