namespace Stucktrace.Code;

/// <summary>A field of the image that a relocation filled in.</summary>
/// <param name="Address">Where the field is.</param>
/// <param name="Width">How many bytes it has.</param>
/// <param name="Type">ELF relocation type.</param>
/// <param name="Symbol">Index of the symbol in the file.</param>
/// <param name="Addend">What was added to the symbol's address. In a relative field of an instruction it also holds the distance to the instruction's end.</param>
/// <param name="SymbolAddress">Address of the symbol.</param>
public readonly record struct AppliedRelocation(ulong Address, byte Width, byte Type, int Symbol, long Addend, ulong SymbolAddress)
{
    /// <summary>Symbol plus addend: what the field refers to, when it lies in data. (In code, a relative operand is relative to the instruction's end.)</summary>
    public ulong Target => unchecked(SymbolAddress + (ulong)Addend);
}
