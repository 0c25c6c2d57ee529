using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Layouts;

/// <summary>Fields found so far. Only what one candidate alone fits gets in.</summary>
sealed class DerivedFields : IKernelTypes
{
    readonly Dictionary<(string, string), FieldPlace> _places = [];
    readonly Dictionary<string, long> _sizes = new(StringComparer.Ordinal);

    public FieldPlace? Field(string structure, string path) => _places.TryGetValue((structure, path), out FieldPlace place) ? place : null;

    public long? SizeOf(string structure) => _sizes.TryGetValue(structure, out long size) ? size : null;

    /// <summary>How many fields were found.</summary>
    internal int Count => _places.Count;

    internal void Add(string structure, string path, int offset, int size, LayoutSource source = LayoutSource.Validated) =>
        _places.TryAdd((structure, path), new FieldPlace(offset, size, source));

    internal void AddSize(string structure, long size) => _sizes.TryAdd(structure, size);

    /// <summary>Offset of a field that was found.</summary>
    internal int? Offset(string structure, string path) => Field(structure, path) is { } place ? (int)place.Offset : null;
}
