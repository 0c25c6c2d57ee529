namespace Stucktrace.Code.Entries;

/// <summary>What is known of the content of a register or a memory cell.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Number">The number, or the distance from the stack's begin or from the place.</param>
/// <param name="Place">The place, for <see cref="ValueKind.Place"/>.</param>
/// <param name="Origin">An address of the module from which it was computed, even where the value itself is not known; 0 for none.</param>
/// <param name="ClearsWriteProtect">True when bit 16 was taken out of it and little else: CR0 without WP.</param>
readonly record struct Value(ValueKind Kind, ulong Number = 0, Place? Place = null, ulong Origin = 0, bool ClearsWriteProtect = false)
{
    // Small negative numbers look like the highest addresses: an image never reaches those.
    const ulong LargestImage = 0x3000_0000;

    internal static Value Of(ulong number) => new(ValueKind.Number, number, Origin: number >= ModuleImage.Base && number - ModuleImage.Base < LargestImage ? number : 0);

    internal static Value At(Place place, ulong offset = 0) => new(ValueKind.Place, offset, place);

    internal bool IsNumber => Kind == ValueKind.Number;

    /// <summary>What is left of it after arithmetic that is not followed: where it came from.</summary>
    internal Value Blurred => new(ValueKind.Unknown, Origin: Origin);

    /// <summary>The same moved by a distance.</summary>
    internal Value Plus(ulong distance) => Kind == ValueKind.Unknown ? Blurred : this with { Number = unchecked(Number + distance), ClearsWriteProtect = false };

    /// <summary>What holds on either of two ways. A zero says nothing: it is what failed look-ups return.</summary>
    internal static Value Join(in Value a, in Value b)
    {
        if (a == b)
            return a;
        // Files that are put into no folder are files all the same: there a zero says something.
        if (a.Place is { Kind: PlaceKind.Folder } || b.Place is { Kind: PlaceKind.Folder })
            return default;
        if (a is { Kind: ValueKind.Number, Number: 0 } && b.Kind == ValueKind.Place)
            return b;
        if (b is { Kind: ValueKind.Number, Number: 0 } && a.Kind == ValueKind.Place)
            return a;
        return new Value(ValueKind.Unknown, Origin: a.Origin == b.Origin ? a.Origin : 0);
    }
}
