namespace Stucktrace.Reproduction;

/// <summary>What a program of this machine did.</summary>
/// <param name="Status">Its exit status; -1 when it could not be started, took too long, or was stopped.</param>
/// <param name="Errors">The first part of what it wrote to its standard error.</param>
sealed record ToolOutput(int Status, string Errors);
