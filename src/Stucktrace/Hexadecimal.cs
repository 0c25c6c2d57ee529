using System.Globalization;

namespace Stucktrace;

/// <summary>Offsets and addresses as people write them.</summary>
static class Hexadecimal
{
    /// <summary>With its sign: <c>+0x890</c>, <c>-0x10</c>.</summary>
    internal static string Signed(long value) => value < 0
        ? string.Create(CultureInfo.InvariantCulture, $"-0x{(ulong)-value:x}")
        : string.Create(CultureInfo.InvariantCulture, $"+0x{value:x}");

    /// <summary>An address: <c>0xffff8d6242c3b080</c>.</summary>
    internal static string Address(ulong value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");
}
