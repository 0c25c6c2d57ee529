using System.Collections.Concurrent;

namespace Stucktrace.Formats.Vmcore.Extract;

/// <summary>Names of fields that were asked for while an extract was made.</summary>
sealed class FieldNames
{
    readonly ConcurrentDictionary<(string Structure, long Offset), string> _names = new();

    internal IEnumerable<(string Structure, long Offset, string Path)> All =>
        _names.Select(n => (n.Key.Structure, n.Key.Offset, n.Value)).OrderBy(n => n.Structure, StringComparer.Ordinal).ThenBy(n => n.Offset);

    internal void Add(string structure, long offset, string path) => _names[(structure, offset)] = path;

    internal string? Find(string structure, long offset) => _names.GetValueOrDefault((structure, offset));
}
