using System.Collections.Immutable;

namespace Stucktrace.Reporting.Walks;

/// <summary>A node of a drawn list.</summary>
/// <param name="Address">Address of its object.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsFreed">Whether it was taken out of the list or given back: it is crossed out.</param>
/// <param name="Notes">Ids of messages: who runs the code, where the cursor is.</param>
public sealed record PictureNode(ulong Address, string Name, bool IsFreed, ImmutableArray<string> Notes);
