using System.Globalization;

namespace Stucktrace.Formats.IO;

/// <summary>What the name of a rotated log says: <c>messages-20180527.gz</c>, <c>kern.log.2</c>, <c>syslog</c>.</summary>
/// <param name="Base">Path without the rotation's part: equal in all files of a set.</param>
/// <param name="Date">Date in the name.</param>
/// <param name="Number">Number in the name: the higher the older.</param>
readonly record struct RotatedName(string Base, DateTime? Date, int? Number)
{
    const int MaxNumber = 999;

    static readonly string[] Packings = [".gz", ".xz", ".zst", ".bz2"];
    static readonly string[] DateFormats = ["yyyyMMdd", "yyyyMMddHH", "yyyy-MM-dd", "yyyyMMddHHmm", "yyyyMMddHHmmss"];

    /// <summary>Where the file stands in its set, oldest first: dates, then numbers downwards, then the file that is written to.</summary>
    public (int, long) Order => Date is { } date ? (0, date.Ticks) : Number is { } number ? (1, -number) : (2, 0);

    /// <summary>Reads a path.</summary>
    public static RotatedName Of(string path)
    {
        string name = path;
        foreach (string packing in Packings)
        {
            if (name.EndsWith(packing, StringComparison.OrdinalIgnoreCase))
                name = name[..^packing.Length];
        }

        int folder = name.LastIndexOf('/') + 1;
        int dot = name.LastIndexOf('.');
        if (dot > folder && int.TryParse(name.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= MaxNumber)
            return new RotatedName(name[..dot], null, number);
        for (int dash = name.IndexOf('-', folder); dash > 0; dash = name.IndexOf('-', dash + 1))
        {
            ReadOnlySpan<char> rest = name.AsSpan(dash + 1);
            // "messages-20180527", "kern-20180527.log"
            ReadOnlySpan<char> ending = rest.EndsWith(".log") ? rest[^4..] : default;
            if (DateTime.TryParseExact(rest[..^ending.Length], DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date)
                && date.Year is > 1990 and < 2100)
            {
                return new RotatedName(string.Concat(name.AsSpan(0, dash), ending), date, null);
            }
        }

        return new RotatedName(name, null, null);
    }
}
