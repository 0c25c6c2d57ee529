namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>
/// <c>/dev/kmsg</c> and extended netconsole: <c>4,1003,1006000246,-,caller=T4242;text</c>, perhaps with the kernel release in front and
/// <c>ncfrag=offset/length</c> for one piece of a long message.
/// </summary>
static class KmsgPrefix
{
    /// <summary>Takes the header off.</summary>
    public static bool TryTake(ref LineHead head)
    {
        ReadOnlySpan<byte> rest = head.Rest;
        if (!TryTakeNumbers(ref rest, out long priority, out long sequence, out long time))
        {
            // netconsole with "release" prepends the kernel's version and a comma.
            rest = head.Rest;
            int comma = rest[..Math.Min(rest.Length, 128)].IndexOf((byte)',');
            if (comma < 5 || rest[..comma].IndexOf((byte)'.') < 0 || rest[..comma].IndexOf((byte)' ') >= 0)
                return false;
            rest = rest[(comma + 1)..];
            if (!TryTakeNumbers(ref rest, out priority, out sequence, out time))
                return false;
        }

        int semicolon = rest[..Math.Min(rest.Length, 512)].IndexOf((byte)';');
        if (semicolon < 1)
            return false;
        ReadOnlySpan<byte> fields = rest[..semicolon];
        // flags: "-", "c" or "+"; further fields are separated by commas.
        if (fields[0] is not ((byte)'-' or (byte)'c' or (byte)'+') || (fields.Length > 1 && fields[1] != ','))
            return false;
        TakeFields(ref head, fields);
        head.Level = (int)(priority & 7);
        // Facilities above 0 are written by programs.
        head.Origin = priority < 8 ? LineOrigin.Kernel : LineOrigin.Other;
        head.Sequence = sequence;
        head.Monotonic = time;
        head.HexEscapes = true;
        head.Rest = rest[(semicolon + 1)..];
        return true;
    }

    static bool TryTakeNumbers(scoped ref ReadOnlySpan<byte> text, out long priority, out long sequence, out long time)
    {
        sequence = time = 0;
        return AsciiText.TryTakeNumber(ref text, 1, 4, out priority) && AsciiText.TryTake(ref text, (byte)',')
            && AsciiText.TryTakeNumber(ref text, 1, 18, out sequence) && AsciiText.TryTake(ref text, (byte)',')
            && AsciiText.TryTakeNumber(ref text, 1, 17, out time) && AsciiText.TryTake(ref text, (byte)',');
    }

    static void TakeFields(ref LineHead head, ReadOnlySpan<byte> fields)
    {
        while (!fields.IsEmpty)
        {
            int comma = fields.IndexOf((byte)',');
            ReadOnlySpan<byte> field = comma < 0 ? fields : fields[..comma];
            fields = comma < 0 ? default : fields[(comma + 1)..];
            if (AsciiText.TryTake(ref field, "caller="u8))
            {
                bool cpu = !field.IsEmpty && field[0] == 'C';
                if ((cpu || AsciiText.TryTake(ref field, (byte)'T')) && AsciiText.TryParse(cpu ? field[1..] : field, out long number) && number <= int.MaxValue)
                    head.Caller = new LogCaller(cpu, (int)number);
            }
            else if (AsciiText.TryTake(ref field, "ncfrag="u8)
                && AsciiText.TryTakeNumber(ref field, 1, 9, out long offset) && AsciiText.TryTake(ref field, (byte)'/')
                && AsciiText.TryTakeNumber(ref field, 1, 9, out long length))
            {
                head.Fragment = ((int)offset, (int)length);
            }
        }
    }
}
