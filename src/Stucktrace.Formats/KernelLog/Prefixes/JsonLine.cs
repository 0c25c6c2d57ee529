namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>
/// One JSON object per line: journalctl -o json, Docker's json-file, and the collectors that wrap lines the same way. Only the fields of the
/// outermost object are looked at; nothing is built, nothing recurses, and damage ends the line, not the reading.
/// </summary>
static class JsonLine
{
    /// <summary>Reads the fields that matter.</summary>
    /// <param name="line">The line.</param>
    /// <param name="fields">Receives them.</param>
    /// <returns>False when the line is no JSON object with a message.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, JournalFields fields)
    {
        ReadOnlySpan<byte> rest = line;
        AsciiText.TryTake(ref rest, "data: "u8);
        if (!AsciiText.TryTake(ref rest, (byte)'{'))
            return false;
        fields.Clear();
        while (true)
        {
            SkipBlanks(ref rest);
            if (!JsonText.TryTakeString(ref rest, out ReadOnlySpan<byte> name))
                break;
            SkipBlanks(ref rest);
            if (!AsciiText.TryTake(ref rest, (byte)':'))
                break;
            SkipBlanks(ref rest);
            if (rest.IsEmpty || !TryTakeValue(ref rest, name, fields))
                break;
            SkipBlanks(ref rest);
            if (!AsciiText.TryTake(ref rest, (byte)','))
                break;
        }

        return fields.HasMessage;
    }

    static bool TryTakeValue(scoped ref ReadOnlySpan<byte> rest, scoped ReadOnlySpan<byte> name, JournalFields fields)
    {
        if (rest[0] == '"')
        {
            if (!JsonText.TryTakeString(ref rest, out ReadOnlySpan<byte> value))
            {
                // Cut line: what is there of the message is used.
                if (rest.Length > 1 && JournalFields.IsMessage(name))
                    fields.SetJson(name, rest[1..]);
                return false;
            }

            fields.SetJson(name, value);
            return true;
        }

        if (rest[0] == '[' && JournalFields.IsMessage(name))
            return TryTakeBytes(ref rest, fields);
        int end = JsonText.EndOfValue(rest);
        fields.SetJson(name, rest[..end]);
        rest = rest[end..];
        return true;
    }

    /// <summary>journald writes messages that are not clean text as an array of byte values.</summary>
    static bool TryTakeBytes(scoped ref ReadOnlySpan<byte> rest, JournalFields fields)
    {
        rest = rest[1..];
        fields.BeginMessage();
        while (true)
        {
            SkipBlanks(ref rest);
            if (AsciiText.TryTake(ref rest, (byte)']'))
                return true;
            if (!AsciiText.TryTakeNumber(ref rest, 1, 3, out long value) || value > 255)
                return false;
            fields.AppendMessage((byte)value);
            SkipBlanks(ref rest);
            AsciiText.TryTake(ref rest, (byte)',');
        }
    }

    static void SkipBlanks(scoped ref ReadOnlySpan<byte> text)
    {
        int i = 0;
        while (i < text.Length && text[i] is (byte)' ' or (byte)'\t')
            i++;
        text = text[i..];
    }
}
