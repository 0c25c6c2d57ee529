using Stucktrace.Formats;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>One way out of a loop.</summary>
public sealed record ExitCondition
{
    /// <summary>Address of the branch.</summary>
    public required ulong BranchAt { get; init; }

    /// <summary>Where it leads.</summary>
    public required ulong To { get; init; }

    /// <summary>Whether the branch is taken to leave; else the loop is left by falling through.</summary>
    public required bool TakenLeaves { get; init; }

    /// <summary>When this is 1 the loop is left.</summary>
    public required Expression Condition { get; init; }

    /// <summary>What the condition means.</summary>
    public required ExitMeaning Meaning { get; init; }

    /// <summary>For a condition on a field of the cursor's object: the field.</summary>
    public FieldName? Field { get; init; }

    /// <summary>Width in bits of what is compared.</summary>
    public int Bits { get; init; }

    /// <summary>What the cursor, field or word is compared with.</summary>
    public Expression? Wanted { get; init; }

    /// <summary>The condition in words.</summary>
    public required Message Words { get; init; }

    /// <summary>The condition as a formula.</summary>
    public required string Formula { get; init; }
}
