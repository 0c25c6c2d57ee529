using System.Globalization;
using System.Text;

namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>Strings and extents of JSON, over bytes.</summary>
static class JsonText
{
    /// <summary>Reads a string; its escapes are left in.</summary>
    public static bool TryTakeString(scoped ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (text.IsEmpty || text[0] != '"')
            return false;
        int i = 1;
        while (i < text.Length)
        {
            int next = text[i..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
                return false;
            i += next;
            if (text[i] == '"')
            {
                value = text[1..i];
                text = text[(i + 1)..];
                return true;
            }

            i += 2;
        }

        return false;
    }

    /// <summary>How long a value that is no string is: up to the comma or brace after it.</summary>
    public static int EndOfValue(ReadOnlySpan<byte> text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'"':
                    ReadOnlySpan<byte> rest = text[i..];
                    if (!TryTakeString(ref rest, out _))
                        return text.Length;
                    i = text.Length - rest.Length - 1;
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']' when depth > 0:
                    depth--;
                    break;
                case (byte)',' or (byte)'}' or (byte)']' when depth == 0:
                    return i;
            }
        }

        return text.Length;
    }

    /// <summary>Writes a string with its escapes resolved.</summary>
    /// <param name="escaped">The string without its quotes.</param>
    /// <param name="target">Receives UTF-8; as long as <paramref name="escaped"/> is enough.</param>
    /// <returns>Bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> target)
    {
        int written = 0;
        int i = 0;
        while (i < escaped.Length)
        {
            int plain = escaped[i..].IndexOf((byte)'\\');
            if (plain < 0)
                plain = escaped.Length - i;
            escaped.Slice(i, plain).CopyTo(target[written..]);
            written += plain;
            i += plain;
            if (i + 1 >= escaped.Length)
                break;
            byte code = escaped[i + 1];
            i += 2;
            if (code != 'u')
            {
                target[written++] = code switch
                {
                    (byte)'n' => (byte)'\n',
                    (byte)'t' => (byte)'\t',
                    (byte)'r' => (byte)'\r',
                    (byte)'b' or (byte)'f' => (byte)' ',
                    _ => code,
                };
                continue;
            }

            if (!TryHex(escaped, i, out int unit))
                continue;
            i += 4;
            if (char.IsHighSurrogate((char)unit) && i + 6 <= escaped.Length && escaped[i] == '\\' && escaped[i + 1] == 'u'
                && TryHex(escaped, i + 2, out int low) && char.IsLowSurrogate((char)low))
            {
                unit = char.ConvertToUtf32((char)unit, (char)low);
                i += 6;
            }

            Rune rune = Rune.IsValid(unit) ? new Rune(unit) : Rune.ReplacementChar;
            written += rune.EncodeToUtf8(target[written..]);
        }

        return written;
    }

    static bool TryHex(ReadOnlySpan<byte> text, int at, out int value)
    {
        value = 0;
        return at + 4 <= text.Length && int.TryParse(text.Slice(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
