using System.Globalization;

namespace Stucktrace.Web.Uploads;

/// <summary>Numbers of bytes as people read them, in powers of 1000 as disks and downloads are sold.</summary>
static class Sizes
{
    static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB"];

    internal static string Text(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return $"{value.ToString(unit == 0 || value >= 99.5 ? "0" : "0.0", CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
