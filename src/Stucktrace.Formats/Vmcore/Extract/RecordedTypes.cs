namespace Stucktrace.Formats.Vmcore.Extract;

/// <summary>The layouts that an extract carries: those that were asked for when it was made.</summary>
sealed class RecordedTypes : IKernelTypes
{
    readonly Dictionary<(string, string), FieldPlace> _fields = [];
    readonly Dictionary<string, long> _sizes = new(StringComparer.Ordinal);

    public FieldPlace? Field(string structure, string path) => _fields.TryGetValue((structure, path), out FieldPlace place) ? place : null;

    public long? SizeOf(string structure) => _sizes.TryGetValue(structure, out long size) ? size : null;

    internal void Add(string structure, string path, FieldPlace place) => _fields[(structure, path)] = place;

    internal void Add(string structure, long size) => _sizes[structure] = size;
}
