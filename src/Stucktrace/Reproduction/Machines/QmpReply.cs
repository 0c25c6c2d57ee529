using System.Text.Json;

namespace Stucktrace.Reproduction.Machines;

/// <summary>QEMU's answer to a command.</summary>
/// <param name="Succeeded">True when the command was executed.</param>
/// <param name="Value">What it returned.</param>
/// <param name="Error">QEMU's words when it failed; null when it did not answer at all.</param>
sealed record QmpReply(bool Succeeded, JsonElement Value, string? Error)
{
    /// <summary>No answer: QEMU ended, took too long, or the user stopped.</summary>
    public static QmpReply None { get; } = new(false, default, null);

    /// <summary>Reads a line of QEMU's.</summary>
    /// <returns>Null for one that is no answer: an event.</returns>
    public static QmpReply? Parse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            if (root.TryGetProperty("return", out JsonElement value))
                return new QmpReply(true, value.Clone(), null);
            if (!root.TryGetProperty("error", out JsonElement error))
                return null;
            string? words = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("desc", out JsonElement text) && text.ValueKind == JsonValueKind.String
                ? text.GetString() : null;
            return new QmpReply(false, default, words ?? line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
