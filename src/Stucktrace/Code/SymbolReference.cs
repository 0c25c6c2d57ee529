using System.Globalization;

namespace Stucktrace.Code;

/// <summary>An address of the image, as symbol and distance.</summary>
/// <param name="Name">The symbol's name; the section's when no symbol covers the address.</param>
/// <param name="Offset">Distance from it.</param>
/// <param name="IsExternal">Whether the kernel or another module provides it.</param>
/// <param name="Section">Section that it lies in; null for externals.</param>
/// <param name="SectionOffset">Offset in that section.</param>
public readonly record struct SymbolReference(string Name, ulong Offset, bool IsExternal, string? Section, ulong SectionOffset)
{
    /// <summary>Symbol and distance as people write them: <c>init_task+0x890</c>, the distance left out when it is 0.</summary>
    public string Text => Offset == 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}+0x{Offset:x}");
}
