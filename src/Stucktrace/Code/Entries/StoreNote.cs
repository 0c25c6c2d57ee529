namespace Stucktrace.Code.Entries;

/// <summary>One write to memory that is neither the stack nor the module's own.</summary>
/// <param name="At">Address of the instruction.</param>
/// <param name="By">The function.</param>
/// <param name="Target">Where it writes: a place and a distance.</param>
/// <param name="Index">A value by which the place is indexed, in units of <paramref name="Scale"/>; unknown when there is none.</param>
/// <param name="HasIndex">True when there is an index.</param>
/// <param name="Scale">Size of an element.</param>
/// <param name="Content">What it writes.</param>
/// <param name="Width">How many bytes.</param>
sealed record StoreNote(ulong At, Function By, Value Target, Value Index, bool HasIndex, int Scale, Value Content, int Width);
