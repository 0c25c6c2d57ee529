using System.Collections.Immutable;

namespace Stucktrace.Code;

/// <summary>A loop of a function's control flow graph: a header, and all blocks from which the header is reached again without leaving.</summary>
public sealed class NaturalLoop
{
    readonly ControlFlowGraph _graph;
    readonly int _firstPosition;
    ImmutableArray<LoopExit> _exits;

    internal NaturalLoop(ControlFlowGraph graph, int firstPosition)
    {
        _graph = graph;
        _firstPosition = firstPosition;
    }

    /// <summary>The block through which it is entered. Of an irreducible loop: the one that a depth-first walk meets first.</summary>
    public required int Header { get; init; }

    /// <summary>All its blocks, those of inner loops included; the header first.</summary>
    public required BlockList Blocks { get; init; }

    /// <summary>The blocks that jump back to the header.</summary>
    public required ImmutableArray<int> Latches { get; init; }

    /// <summary>The loop around it, if any.</summary>
    public NaturalLoop? Parent { get; internal set; }

    /// <summary>How many loops are around it, itself included: 1 for an outermost loop.</summary>
    public required int Depth { get; init; }

    /// <summary>Whether it can be entered at more than one block, so that it has no single header.</summary>
    public required bool IsIrreducible { get; init; }

    /// <summary>The edges that leave it.</summary>
    public ImmutableArray<LoopExit> Exits => _exits.IsDefault ? _exits = FindExits() : _exits;

    /// <summary>Whether the block belongs to it.</summary>
    public bool Contains(int block) => (uint)(_graph.LoopPosition(block) - _firstPosition) < (uint)Blocks.Length;


    ImmutableArray<LoopExit> FindExits()
    {
        ImmutableArray<LoopExit>.Builder exits = ImmutableArray.CreateBuilder<LoopExit>();
        foreach (int id in Blocks)
        {
            BasicBlock block = _graph.Blocks[id];
            foreach (int successor in block.Successors)
            {
                if (!Contains(successor))
                    exits.Add(new LoopExit(id, successor, _graph.Blocks[successor].Start));
            }

            if (block.End == BlockEnd.Branch && block.Target is { } target && !_graph.Function.Contains(target))
                exits.Add(new LoopExit(id, -1, target));
        }

        return exits.ToImmutable();
    }
}
