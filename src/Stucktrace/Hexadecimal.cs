using System.Globalization;

namespace Stucktrace;

/// <summary>Offsets as people write them.</summary>
static class Hexadecimal
{
    /// <summary>With its sign: <c>+0x890</c>, <c>-0x10</c>.</summary>
    internal static string Signed(long value) => value < 0
        ? string.Create(CultureInfo.InvariantCulture, $"-0x{(ulong)-value:x}")
        : string.Create(CultureInfo.InvariantCulture, $"+0x{value:x}");
}
