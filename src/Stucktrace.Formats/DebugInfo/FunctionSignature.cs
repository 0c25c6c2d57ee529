using System.Collections.Immutable;

namespace Stucktrace.Formats.DebugInfo;

/// <summary>What a function takes and returns.</summary>
/// <param name="Name">Name of the function.</param>
/// <param name="Returns">Type that it returns, 0 for void.</param>
/// <param name="Parameters">Its parameters, in order.</param>
public sealed record FunctionSignature(string Name, int Returns, ImmutableArray<TypeParameter> Parameters);
