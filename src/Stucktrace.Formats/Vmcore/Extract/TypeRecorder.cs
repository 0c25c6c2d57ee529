using System.Collections.Concurrent;

namespace Stucktrace.Formats.Vmcore.Extract;

/// <summary>Layouts that remember what was asked for, the answer "not known" included.</summary>
/// <param name="types">The layouts.</param>
sealed class TypeRecorder(IKernelTypes types) : IKernelTypes
{
    /// <summary>Fields asked for, with the answers.</summary>
    internal ConcurrentDictionary<(string Structure, string Path), FieldPlace?> Fields { get; } = new();

    /// <summary>Sizes asked for, with the answers.</summary>
    internal ConcurrentDictionary<string, long?> Sizes { get; } = new(StringComparer.Ordinal);

    public FieldPlace? Field(string structure, string path) => Fields.GetOrAdd((structure, path), static (key, from) => from.Field(key.Structure, key.Path), types);

    public long? SizeOf(string structure) => Sizes.GetOrAdd(structure, static (key, from) => from.SizeOf(key), types);
}
