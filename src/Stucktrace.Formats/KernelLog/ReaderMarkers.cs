using Stucktrace.Formats.KernelLog.Scanning;

namespace Stucktrace.Formats.KernelLog;

/// <summary>Texts that the reader itself looks for, besides those of the sink.</summary>
static class ReaderMarkers
{
    /// <summary>Lines that the sink is given although none of its own markers need stand in them.</summary>
    public static readonly string[] Wanted =
    [
        .. LossLine.Markers,
        // A marker may be cut in two by the pieces of a netconsole message, or be hidden in a list of byte values.
        "ncfrag=", "\"MESSAGE\":[", "\"MESSAGE\" : [",
        // From here on the file is an export of the journal.
        "__CURSOR=s=", "__REALTIME_TIMESTAMP=",
    ];

    /// <summary>Lines that tell the reader something: boots, years, headers.</summary>
    public static readonly string[] Noted =
    [
        "Linux version ", "[    0.0", "-- Reboot --", "-- Boot ", "Message from syslogd@", "message from systemd-journald@",
        "setting system clock to ", "RTC time:", "audit(1", "Logs begin at ", "Journal begins at ", "message repeated ",
    ];

    static MarkerSearch? _own;

    /// <summary>Finds the reader's own markers in a line.</summary>
    public static MarkerSearch Own => _own ??= new MarkerSearch([], Wanted, Noted);
}
