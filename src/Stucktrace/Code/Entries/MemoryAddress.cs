namespace Stucktrace.Code.Entries;

/// <summary>Where a memory operand points to.</summary>
/// <param name="Address">Base and displacement.</param>
/// <param name="Index">An index whose value is not a known number.</param>
/// <param name="Scale">What the index is multiplied by; 0 when there is none.</param>
readonly record struct MemoryAddress(Value Address, Value Index = default, int Scale = 0)
{
    internal bool HasIndex => Scale != 0;
}
