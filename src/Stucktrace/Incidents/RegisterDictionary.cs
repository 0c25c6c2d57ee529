using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Stucktrace.Incidents;

/// <summary>Something for each register of a dump, by name and in order of the names. A dump has some twenty of them: two arrays are smallest and fastest.</summary>
/// <typeparam name="T">What is kept.</typeparam>
public sealed class RegisterDictionary<T> : IReadOnlyDictionary<string, T>
{
    readonly string[] _names;
    readonly T[] _values;

    RegisterDictionary(string[] names, T[] values) => (_names, _values) = (names, values);

    /// <summary>No registers.</summary>
    internal static RegisterDictionary<T> Empty { get; } = new([], []);

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _names;

    /// <inheritdoc/>
    public IEnumerable<T> Values => _values;

    /// <inheritdoc/>
    public T this[string key] => TryGetValue(key, out T? value) ? value : throw new KeyNotFoundException(key);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Array.IndexOf(_names, key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        int at = Array.IndexOf(_names, key);
        value = at < 0 ? default : _values[at];
        return at >= 0;
    }

    /// <summary>The same with one register more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">What is kept for it.</param>
    public RegisterDictionary<T> Add(string name, T value) => Of([.. _names, name], [.. _values, value]);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        for (int i = 0; i < _names.Length; i++)
            yield return new KeyValuePair<string, T>(_names[i], _values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Makes a map; the arrays are taken over and sorted.</summary>
    internal static RegisterDictionary<T> Of(string[] names, T[] values)
    {
        Array.Sort(names, values, StringComparer.Ordinal);
        return new RegisterDictionary<T>(names, values);
    }
}
