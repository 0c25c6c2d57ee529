using Stucktrace.Formats;

namespace Stucktrace;

/// <summary>Why a file could not be read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Why">The reason.</param>
public sealed record InputProblem(string Path, Message Why);
