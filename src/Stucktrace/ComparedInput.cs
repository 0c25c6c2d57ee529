using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace;

/// <summary>One of two inputs of a comparison, as it was read.</summary>
/// <param name="Path">Path as the user named it.</param>
/// <param name="IsReport">True when it is a report in JSON, and nothing was diagnosed.</param>
/// <param name="Signatures">Its failures, the one that matters most first; empty when nothing could be read.</param>
/// <param name="Problems">What could not be read, and why.</param>
/// <param name="Notes">What else to know: a module file of another build.</param>
public sealed record ComparedInput(string Path, bool IsReport, ImmutableArray<FailureSignature> Signatures, ImmutableArray<InputProblem> Problems, ImmutableArray<Message> Notes);
