namespace Stucktrace.Incidents.Recognition;

/// <summary>
/// Texts of which one stands in every header, for searching raw bytes. As few and as rare as possible: a marker that ordinary syslog lines hold
/// costs the speed of the whole search. A test holds them and the table of kinds together.
/// </summary>
static class HeaderMarkers
{
    internal static readonly string[] All =
    [
        "BUG: ", "BUG at ", "WARNING: ", "INFO: ",
    ];
}
