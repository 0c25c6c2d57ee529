namespace Stucktrace.Formats.Elf;

/// <summary>A place in an object file.</summary>
/// <param name="Section">Index of the section; 0 when the place is an import.</param>
/// <param name="Offset">Offset in it.</param>
public readonly record struct SectionOffset(int Section, ulong Offset) : IComparable<SectionOffset>
{
    /// <inheritdoc/>
    public int CompareTo(SectionOffset other) => Section != other.Section ? Section.CompareTo(other.Section) : Offset.CompareTo(other.Offset);

    /// <summary>Order of places.</summary>
    public static bool operator <(SectionOffset left, SectionOffset right) => left.CompareTo(right) < 0;

    /// <summary>Order of places.</summary>
    public static bool operator <=(SectionOffset left, SectionOffset right) => left.CompareTo(right) <= 0;

    /// <summary>Order of places.</summary>
    public static bool operator >(SectionOffset left, SectionOffset right) => left.CompareTo(right) > 0;

    /// <summary>Order of places.</summary>
    public static bool operator >=(SectionOffset left, SectionOffset right) => left.CompareTo(right) >= 0;
}
