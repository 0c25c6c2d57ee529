using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>How a program gets the module to a place: what it has to pass.</summary>
/// <param name="Arguments">The arguments of the call that enters the module.</param>
/// <param name="Wanted">Index of the argument that the code looks for, where that was asked for and could be followed; else null.</param>
/// <param name="Open">Branches on the way that depend on something else than the arguments: how they go is not known.</param>
/// <param name="Elsewhere">Arguments of the same call that do not lead there; null when all do.</param>
sealed record EntryReach(ImmutableArray<TriggerArgument> Arguments, int? Wanted, ImmutableArray<Message> Open, ImmutableArray<TriggerArgument>? Elsewhere);
