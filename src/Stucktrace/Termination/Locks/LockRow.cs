using Stucktrace.Formats;

namespace Stucktrace.Termination.Locks;

/// <summary>A situation in which locks are taken, and what comes of it.</summary>
/// <param name="Id">Stable name in outputs.</param>
/// <param name="Situation">The situation in words.</param>
/// <param name="Ends">Whether everybody gets on.</param>
/// <param name="Result">What comes of it in words.</param>
public sealed record LockRow(string Id, Message Situation, bool Ends, Message Result);
