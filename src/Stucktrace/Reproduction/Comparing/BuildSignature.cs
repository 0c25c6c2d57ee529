namespace Stucktrace.Reproduction.Comparing;

/// <summary>The build of the module that is to blame, as a file of it that fits the log shows it.</summary>
/// <param name="BuildId">Build id in hexadecimal, or null when the file has none.</param>
/// <param name="SourceVersion">The module's srcversion, a hash of its source, or null.</param>
public sealed record BuildSignature(string? BuildId, string? SourceVersion);
