namespace Stucktrace.Code.Entries;

/// <summary>What an address is relative to.</summary>
enum PlaceKind : byte
{
    /// <summary>A symbol of the kernel.</summary>
    Symbol,
    /// <summary>What a variable of the module holds.</summary>
    Variable,
    /// <summary>An argument of the function.</summary>
    Argument,
    /// <summary>The result of looking up the name that is an argument.</summary>
    LookupOfArgument,
    /// <summary>What was read from a place.</summary>
    Content,
    /// <summary>A folder, device or class that a call of the kernel made.</summary>
    Folder,
}
