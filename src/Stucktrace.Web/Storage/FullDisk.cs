using Microsoft.Data.Sqlite;

namespace Stucktrace.Web.Storage;

/// <summary>Tells a disk without room from other troubles: it is the one that the user can mend, and then nothing is lost.</summary>
static class FullDisk
{
    // errno(3) on Linux: no space left on the device, disk quota exceeded; .NET makes an HResult of them as they are. Not where it
    // allocates a whole file at once, as File.WriteAllText does: what is written here is written by streams.
    const int NoSpace = 28, Quota = 122;

    // SQLITE_FULL: sqlite.org/rescode.html.
    const int SqliteFull = 13;

    /// <summary>Whether that is what happened.</summary>
    /// <param name="trouble">What was thrown.</param>
    internal static bool Is(Exception trouble) => trouble switch
    {
        IOException => trouble.HResult is NoSpace or Quota,
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteFull,
        _ => false,
    };
}
