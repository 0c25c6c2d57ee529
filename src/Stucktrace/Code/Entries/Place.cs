namespace Stucktrace.Code.Entries;

/// <summary>Something that an address is relative to.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Name of the kernel's symbol.</param>
/// <param name="Address">Address of the module's variable or of the call that made it, number of the argument, or distance from the parent.</param>
/// <param name="Parent">For a content: the place that it was read from.</param>
sealed record Place(PlaceKind Kind, string? Name = null, ulong Address = 0, Place? Parent = null)
{
    internal const int Deepest = 4;

    internal int Depth => Parent is null ? 0 : Parent.Depth + 1;

    /// <summary>A symbol of the kernel, imported or looked up.</summary>
    internal static Place Symbol(string name, bool lookedUp) => new(PlaceKind.Symbol, name, lookedUp ? 1UL : 0);

    /// <summary>What a variable of the module holds.</summary>
    internal static Place Variable(ulong address) => new(PlaceKind.Variable, Address: address);

    /// <summary>What a function was called with.</summary>
    internal static Place Argument(int index) => new(PlaceKind.Argument, Address: (ulong)index);

    /// <summary>What looking up the name that a function was called with gives.</summary>
    internal static Place LookupOfArgument(int index) => new(PlaceKind.LookupOfArgument, Address: (ulong)index);

    /// <summary>The folder that the call at an address made.</summary>
    internal static Place Folder(ulong call) => new(PlaceKind.Folder, Address: call);

    /// <summary>What was read at a distance from a place.</summary>
    internal static Place? Content(Place parent, ulong offset) => parent.Depth >= Deepest ? null : new Place(PlaceKind.Content, Address: offset, Parent: parent);
}
