namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>One boot of one machine in one input: what was loaded there was loaded once.</summary>
/// <param name="Input">Index of the log.</param>
/// <param name="Host">Host, or null.</param>
/// <param name="Boot">Which boot of it.</param>
public readonly record struct ModuleRun(int Input, string? Host, int Boot);
