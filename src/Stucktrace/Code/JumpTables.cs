using Iced.Intel;

namespace Stucktrace.Code;

/// <summary>Finds the targets of a jump through a table.</summary>
static class JumpTables
{
    /// <summary>The targets of the jump that is the last of the instructions, or null when it goes through no table that can be read.</summary>
    internal static ulong[]? Read(ModuleImage image, Function function, ReadOnlySpan<Instruction> instructions)
    {
        _ = image;
        _ = function;
        _ = instructions;
        return null;
    }
}
