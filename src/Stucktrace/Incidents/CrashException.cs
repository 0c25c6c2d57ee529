using System.Globalization;

namespace Stucktrace.Incidents;

/// <summary>Reads <c>[exception RIP: native_queued_spin_lock_slowpath+50]</c> in a back trace of crash(8), whose offsets are decimal.</summary>
static class CrashException
{
    const string Lead = "[exception RIP: ";

    /// <summary>The place, or null when the line is another one.</summary>
    public static CodeLocation? TryParse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (!text.StartsWith(Lead, StringComparison.Ordinal) || text[^1] != ']')
            return null;
        text = text[Lead.Length..^1];
        int plus = text.IndexOf('+');
        return plus > 0 && ulong.TryParse(text[(plus + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ulong offset)
            ? new CodeLocation(text[..plus].ToString(), offset, null, null, null)
            : null;
    }
}
