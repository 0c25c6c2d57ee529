namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>Lines that journalctl puts between entries: <c>-- Boot ID --</c>, <c>-- Reboot --</c>, <c>-- Logs begin at … --</c>.</summary>
static class JournalMark
{
    /// <summary>Recognises them.</summary>
    public static bool TryTake(ref LineHead head)
    {
        ReadOnlySpan<byte> text = head.Rest;
        if (!text.StartsWith("-- "u8) && !text.StartsWith("--------- beginning of "u8))
            return false;
        if (!IsBoot(text) && !text.StartsWith("-- Logs begin at"u8) && !text.StartsWith("-- Journal begins at"u8)
            && !text.StartsWith("-- No entries"u8) && !text.StartsWith("-- cursor:"u8) && (text.Length < 4 || text[3] != (byte)'-'))
        {
            return false;
        }

        head.Origin = LineOrigin.Furniture;
        return true;
    }

    /// <summary>True for a line that says that another boot follows.</summary>
    public static bool IsBoot(ReadOnlySpan<byte> text) => text.StartsWith("-- Reboot --"u8) || (text.StartsWith("-- Boot "u8) && text.EndsWith("--"u8));
}
