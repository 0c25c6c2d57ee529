using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Machine;

namespace Stucktrace.Code;

/// <summary>
/// The instructions of one function that can be reached from its entry, as basic blocks with their edges, dominators and natural loops. Bytes that
/// nothing reaches (padding, data between instructions) are not part of it.
/// </summary>
public sealed class ControlFlowGraph
{
    readonly int[] _rangeFirst;
    Dominators? _dominators;
    LoopForest? _forest;
    DecodedInstruction?[]? _decoded;

    internal ControlFlowGraph(
        ModuleImage image, Function function, ImmutableArray<Instruction> instructions, int[] rangeFirst, ImmutableArray<BasicBlock> blocks, bool isComplete)
    {
        Image = image;
        Function = function;
        Instructions = instructions;
        _rangeFirst = rangeFirst;
        Blocks = blocks;
        IsComplete = isComplete;
    }

    /// <summary>The module.</summary>
    public ModuleImage Image { get; }

    /// <summary>The function.</summary>
    public Function Function { get; }

    /// <summary>Its instructions, range by range in the order of <see cref="Function.Ranges" />, by address within each.</summary>
    public ImmutableArray<Instruction> Instructions { get; }

    /// <summary>Its blocks in the order of their instructions; the entry is the first.</summary>
    public ImmutableArray<BasicBlock> Blocks { get; }

    /// <summary>False when a limit was reached and part of the function was left out.</summary>
    public bool IsComplete { get; }

    /// <summary>Which block must be passed on the way to which.</summary>
    public Dominators Dominators => _dominators ??= Dominators.Of(this);

    /// <summary>Its natural loops, inner ones before those around them.</summary>
    public ImmutableArray<NaturalLoop> Loops => Forest.Loops;

    /// <summary>False when loops nested deeper than a limit were left out.</summary>
    public bool AllLoopsFound => Forest.IsComplete;

    LoopForest Forest => _forest ??= LoopForest.Of(this);

    /// <summary>An instruction taken apart for execution; kept, since loops are executed again and again.</summary>
    /// <param name="index">Its index.</param>
    internal DecodedInstruction DecodedAt(int index) => (_decoded ??= new DecodedInstruction?[Instructions.Length])[index] ??= new DecodedInstruction(Instructions[index]);

    /// <summary>Index of the instruction that begins at the address, or -1.</summary>
    public int IndexOf(ulong ip)
    {
        int range = Function.RangeOf(ip);
        if (range < 0)
            return -1;
        int low = _rangeFirst[range], high = _rangeFirst[range + 1] - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            ulong at = Instructions[middle].IP;
            if (at == ip)
                return middle;
            if (at < ip)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    /// <summary>The block that holds the instruction at the address, or null.</summary>
    public BasicBlock? BlockAt(ulong ip)
    {
        int index = IndexOf(ip);
        return index < 0 ? null : BlockOf(index);
    }

    /// <summary>The block that holds an instruction.</summary>
    public BasicBlock BlockOf(int instruction)
    {
        int low = 0, high = Blocks.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >>> 1;
            if (Blocks[middle].FirstInstruction <= instruction)
                low = middle;
            else
                high = middle - 1;
        }

        return Blocks[low];
    }

    /// <summary>The instructions of a block.</summary>
    public ReadOnlySpan<Instruction> InstructionsOf(BasicBlock block) => Instructions.AsSpan().Slice(block.FirstInstruction, block.InstructionCount);

    /// <summary>The innermost loop that the block is in, or null.</summary>
    public NaturalLoop? InnermostLoop(int block) => Forest.InnermostOf(block);

    internal int LoopPosition(int block) => Forest.PositionOf(block);
}
