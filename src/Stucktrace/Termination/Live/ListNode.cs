namespace Stucktrace.Termination.Live;

/// <summary>A node of a list in memory.</summary>
/// <param name="Link">Address of the pointer that is followed.</param>
/// <param name="Object">Address of the object that it lies in, or 0 when that is not known.</param>
/// <param name="Name">Name of the object: <c>132 worker</c> for a task; null for other objects.</param>
/// <param name="IsUnlinked">Whether its back pointer is poisoned: it was taken out of the list, and nobody but what copied it before leads there.</param>
public sealed record ListNode(ulong Link, ulong Object, string? Name, bool IsUnlinked);
