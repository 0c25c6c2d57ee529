using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Reporting.Json;

/// <summary>
/// Writes JSON tokens in the project's conventions: every field is present (null when unknown), addresses are hexadecimal strings, and each
/// element of the large arrays begins a line of its own, so that grep and diff work on a file that is compact all the same.
/// </summary>
sealed class JsonSink : IDisposable
{
    const int WriteAt = 64 * 1024;
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    readonly ArrayBufferWriter<byte> _buffer = new(2 * WriteAt);
    readonly Utf8JsonWriter _json;
    readonly Stream _output;

    internal JsonSink(Stream output, Language language)
    {
        _output = output;
        _json = new Utf8JsonWriter(_buffer, Options);
        Language = language;
    }

    internal Language Language { get; }

    internal void Begin() => _json.WriteStartObject();

    internal void Begin(string name) => _json.WriteStartObject(name);

    internal void End() => _json.WriteEndObject();

    internal void Null(string name) => _json.WriteNull(name);

    internal void Boolean(string name, bool value) => _json.WriteBoolean(name, value);

    internal void Number(string name, long? value)
    {
        if (value is { } number)
            _json.WriteNumber(name, number);
        else
            _json.WriteNull(name);
    }

    internal void Number(string name, ulong? value)
    {
        if (value is { } number)
            _json.WriteNumber(name, number);
        else
            _json.WriteNull(name);
    }

    internal void Hex(string name, ulong? value) => Fixed(name, value is { } number ? JsonText.Hex(number) : null);

    /// <summary>A string of the project's own; never from the input.</summary>
    internal void Fixed(string name, string? value)
    {
        if (value is null)
            _json.WriteNull(name);
        else
            _json.WriteString(name, value);
    }

    /// <summary>A string that may come from the input.</summary>
    internal void Text(string name, string? value)
    {
        if (value is null)
            _json.WriteNull(name);
        else if (JsonText.IsPlain(value))
            _json.WriteString(name, value);
        else
            _json.WriteString(name, JsonText.Escape(value));
    }

    internal void Text(string name, Message? message) => Text(name, message?.Render(Language));

    internal void Element(string value)
    {
        if (JsonText.IsPlain(value))
            _json.WriteStringValue(value);
        else
            _json.WriteStringValue(JsonText.Escape(value));
    }

    internal void Real(double value) => _json.WriteNumberValue(value);

    internal void Integer(long value) => _json.WriteNumberValue(value);

    /// <summary>A time: ISO 8601 where the log has a full date, else seconds since boot, else null.</summary>
    internal void Time(string name, LogTime time)
    {
        if (time.Wall is { } wall && TimeText.Iso(wall) is { } iso)
            _json.WriteString(name, iso);
        else if (time.Monotonic is { } micros)
            _json.WriteNumber(name, micros / 1_000_000m);
        else
            _json.WriteNull(name);
    }

    internal void Seconds(string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            _json.WriteNumber(name, Math.Round(number, 6));
        else
            _json.WriteNull(name);
    }

    internal void Array<T>(string name, IEnumerable<T> items, Action<JsonSink, T> write, bool lines = false)
    {
        _json.WriteStartArray(name);
        foreach (T item in items)
        {
            if (lines)
                Break();
            write(this, item);
        }

        _json.WriteEndArray();
        if (lines)
            Break();
    }

    internal void Strings(string name, IEnumerable<string> items) => Array(name, items, static (json, item) => json.Element(item));

    /// <summary>Ends the line between two tokens, where JSON allows any white space.</summary>
    internal void Break()
    {
        _json.Flush();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= WriteAt)
            Drain();
    }

    public void Dispose()
    {
        Break();
        Drain();
        _json.Dispose();
    }

    void Drain()
    {
        _output.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
