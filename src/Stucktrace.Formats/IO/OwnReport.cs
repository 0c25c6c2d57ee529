namespace Stucktrace.Formats.IO;

/// <summary>Knows the JSON that Stucktrace writes itself: it quotes logs, and must never be read as one.</summary>
public static class OwnReport
{
    /// <summary>Bytes of a file that are enough to tell.</summary>
    public const int HeadBytes = 256;

    /// <summary>True when a text begins as such a report does, however it was laid out since: <c>{ "schema": "stucktrace…</c>.</summary>
    /// <param name="head">First bytes of the file.</param>
    public static bool IsOne(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\ufeff"u8))
            head = head[3..];
        return Skip(ref head, "{"u8) && Skip(ref head, "\"schema\""u8) && Skip(ref head, ":"u8) && Skip(ref head, "\"stucktrace"u8);
    }

    static bool Skip(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> token)
    {
        text = text.TrimStart(" \t\r\n"u8);
        if (!text.StartsWith(token))
            return false;
        text = text[token.Length..];
        return true;
    }
}
