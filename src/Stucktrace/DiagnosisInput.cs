using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;

namespace Stucktrace;

/// <summary>An input of a diagnosis as it was found.</summary>
/// <param name="Path">Path as the user named it, or found below a folder; <c>-</c> for standard input.</param>
/// <param name="Kind">What it turned out to be.</param>
/// <param name="Sha256">Hash of the file as it lies on disk, lower-case hexadecimal, or null when it was not asked for.</param>
/// <param name="Readable">False when nothing could be read of it.</param>
/// <param name="Diagnostics">What the reader has to say.</param>
public sealed record DiagnosisInput(string Path, InputKind Kind, string? Sha256, bool Readable, ImmutableArray<InputDiagnostic> Diagnostics);
