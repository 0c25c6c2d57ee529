using System.Globalization;
using System.Text;

namespace Stucktrace.Formats.KernelLog;

/// <summary>Turns the bytes of a message into the text of a record.</summary>
static class MessageText
{
    /// <summary>Makes the text: no trailing blanks, no control characters but tab, no line breaks, U+FFFD for what is not UTF-8.</summary>
    public static string Of(ReadOnlySpan<byte> message)
    {
        int end = message.Length;
        while (end > 0 && message[end - 1] is (byte)' ' or (byte)'\t')
            end--;
        message = message[..end];
        return Ascii.IsValid(message) ? Encoding.ASCII.GetString(message) : Clean(Encoding.UTF8.GetString(message));
    }

    /// <summary>Resolves <c>#011</c> (syslog daemons) or <c>\x0a</c> (/dev/kmsg) in place of control characters.</summary>
    /// <param name="message">The message.</param>
    /// <param name="hex">True for <c>\x0a</c>.</param>
    /// <param name="target">As long as the message.</param>
    /// <returns>Bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> message, bool hex, Span<byte> target)
    {
        int written = 0;
        int i = 0;
        byte mark = hex ? (byte)'\\' : (byte)'#';
        while (i < message.Length)
        {
            if (message[i] == mark && i + 3 < message.Length && TryValue(message.Slice(i + 1, 3), hex, out byte value))
            {
                target[written++] = value;
                i += 4;
            }
            else
            {
                target[written++] = message[i++];
            }
        }

        return written;
    }

    static bool TryValue(ReadOnlySpan<byte> digits, bool hex, out byte value)
    {
        value = 0;
        if (hex)
        {
            return digits[0] == 'x'
                && byte.TryParse(digits[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        }

        // Daemons escape control characters only: "#011", "#033"; "#100" is text.
        if (digits[0] != '0' || digits[1] is < (byte)'0' or > (byte)'3' || digits[2] is < (byte)'0' or > (byte)'7')
            return false;
        value = (byte)((digits[1] - '0') * 8 + digits[2] - '0');
        return true;
    }

    static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u007f', '\u009f') && text.AsSpan().IndexOfAny('\u2028', '\u2029', '\ufeff') < 0)
            return text;
        StringBuilder clean = new(text.Length);
        foreach (char c in text)
        {
            if (c is (>= '\u007f' and <= '\u009f') or '\ufeff')
                continue;
            clean.Append(c is '\u2028' or '\u2029' ? ' ' : c);
        }

        return clean.ToString().TrimEnd(' ', '\t');
    }
}
