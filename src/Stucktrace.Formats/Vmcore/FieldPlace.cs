namespace Stucktrace.Formats.Vmcore;

/// <summary>Where a field lies in its structure.</summary>
/// <param name="Offset">Bytes from the start of the structure.</param>
/// <param name="Size">Bytes of the field; of a bit field, those of the word that it lies in; 0 when that is not known.</param>
/// <param name="Source">How this is known.</param>
/// <param name="BitOffset">First bit within that word, for a bit field.</param>
/// <param name="BitWidth">Number of bits; 0 when it is no bit field.</param>
public readonly record struct FieldPlace(long Offset, long Size, LayoutSource Source, int BitOffset = 0, int BitWidth = 0);
