namespace Stucktrace.Formats.DebugInfo;

/// <summary>One type or function of DWARF, or a part of one, while it is being read.</summary>
sealed class DwarfEntry
{
    internal TypeKind Kind { get; init; }

    internal DwarfName Name { get; set; } = DwarfName.None;

    internal long Size { get; set; }

    /// <summary>Offset of the type that it is made of; 0 for none.</summary>
    internal long Target { get; set; }

    /// <summary>Elements of an array, all dimensions multiplied.</summary>
    internal long Elements { get; set; }

    internal long BitOffset { get; set; }

    internal int BitSize { get; set; }

    /// <summary>Members of a struct, parameters of a function.</summary>
    internal List<DwarfEntry> Children { get; set; } = Nothing;

    internal static List<DwarfEntry> Nothing { get; } = [];
}
