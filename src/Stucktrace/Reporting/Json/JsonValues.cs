using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Stucktrace.Reporting.Json;

/// <summary>Reads values of JSON that may come from anywhere: what is missing or of another form is null, nothing throws.</summary>
static class JsonValues
{
    internal static ulong? Hex(this JsonElement element, string name) =>
        element.Text(name) is { } text && text.StartsWith("0x", StringComparison.Ordinal)
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value) ? value : null;

    internal static long? Number(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number) ? number : null;

    internal static int? Small(this JsonElement element, string name) => element.Number(name) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    internal static ulong? Unsigned(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetUInt64(out ulong number) ? number : null;

    internal static bool? Boolean(this JsonElement element, string name) => element.Member(name)?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    internal static string? Text(this JsonElement element, string name) => element.Member(name) is { } value ? Text(value) : null;

    internal static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text.
            return null;
        }
    }

    /// <summary>An object below an object.</summary>
    internal static JsonElement? Object(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    /// <summary>Elements of an array that can be read, up to a number; null when there is no array.</summary>
    internal static ImmutableArray<T>? List<T>(this JsonElement element, string name, int most, Func<JsonElement, T?> read)
        where T : class
    {
        if (element.Member(name) is not { ValueKind: JsonValueKind.Array } array)
            return null;
        return [.. array.EnumerateArray().Take(most).Select(read).OfType<T>()];
    }

    /// <summary>The same for values.</summary>
    internal static ImmutableArray<T>? Values<T>(this JsonElement element, string name, int most, Func<JsonElement, T?> read)
        where T : struct
    {
        if (element.Member(name) is not { ValueKind: JsonValueKind.Array } array)
            return null;
        return [.. array.EnumerateArray().Take(most).Select(read).OfType<T>()];
    }

    /// <summary>A member of an enum by its name in kebab-case.</summary>
    internal static T? Name<T>(this JsonElement element, string name)
        where T : struct, Enum =>
        element.Member(name) is { } value ? Name<T>(value) : null;

    internal static T? Name<T>(JsonElement value)
        where T : struct, Enum
    {
        string? text = Text(value);
        foreach (T member in Enum.GetValues<T>())
        {
            if (member.Kebab() == text)
                return member;
        }

        return null;
    }

    static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;
}
