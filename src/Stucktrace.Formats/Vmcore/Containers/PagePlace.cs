using Stucktrace.Formats.Vmcore.Unpacking;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>What a page descriptor says.</summary>
/// <param name="Descriptor">Where the descriptor is.</param>
/// <param name="Offset">Where the page is.</param>
/// <param name="Size">Bytes of it there.</param>
/// <param name="Compression">How it is packed.</param>
readonly record struct PagePlace(long Descriptor, long Offset, uint Size, PageCompression Compression);
