namespace Stucktrace.Formats.DebugInfo;

/// <summary>Where a name stands.</summary>
/// <param name="Section">0 .debug_str, 1 .debug_info itself, 2 .debug_line_str; others for none.</param>
/// <param name="Offset">Offset in it.</param>
readonly record struct DwarfName(int Section, long Offset)
{
    internal static DwarfName None => new(int.MaxValue, 0);
}
