namespace Stucktrace.Code.Entries;

/// <summary>What a call goes to.</summary>
/// <param name="Function">The module's function, when it is one.</param>
/// <param name="Value">What is known of the address, when it is not.</param>
readonly record struct Callee(Function? Function = null, Value Value = default)
{
    /// <summary>Name of the kernel's function, also when its address was looked up by name; null when that is not known.</summary>
    internal string? Name => Value is { Kind: ValueKind.Place, Number: 0, Place: { Kind: PlaceKind.Symbol, Name.Length: > 0 } place } ? place.Name : null;

    /// <summary>True when the address was looked up by name at run time.</summary>
    internal bool IsLookedUp => Value.Place is { Kind: PlaceKind.Symbol, Address: 1 };
}
