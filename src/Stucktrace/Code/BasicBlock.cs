namespace Stucktrace.Code;

/// <summary>A run of instructions that is entered at its first and left at its last one.</summary>
public sealed class BasicBlock
{
    /// <summary>Its number: its index in <see cref="ControlFlowGraph.Blocks" />; 0 is the entry.</summary>
    public required int Id { get; init; }

    /// <summary>Address of its first instruction.</summary>
    public required ulong Start { get; init; }

    /// <summary>Address behind its last instruction.</summary>
    public required ulong Limit { get; init; }

    /// <summary>Index of its first instruction in <see cref="ControlFlowGraph.Instructions" />.</summary>
    public required int FirstInstruction { get; init; }

    /// <summary>How many instructions it has: one at least.</summary>
    public required int InstructionCount { get; init; }

    /// <summary>Index of its last instruction.</summary>
    public int LastInstruction => FirstInstruction + InstructionCount - 1;

    /// <summary>How control leaves it.</summary>
    public required BlockEnd End { get; init; }

    /// <summary>Where its last instruction jumps to when that is written in it: inside the function or not. Null for other ends.</summary>
    public required ulong? Target { get; init; }

    /// <summary>Where control may go: the next block first, then the jump's target.</summary>
    public BlockList Successors { get; internal set; }

    /// <summary>Where control may come from.</summary>
    public BlockList Predecessors { get; internal set; }
}
