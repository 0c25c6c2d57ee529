using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Iced.Intel;
using Stucktrace.Formats;

namespace Stucktrace.Code;

/// <summary>
/// Follows a function's control flow from its entry, decodes what it reaches inside the function's ranges, and cuts it into blocks. Its working
/// arrays have one cell for each byte of the function and are used again for the next one.
/// </summary>
sealed class GraphBuilder(CodeMap map)
{
    // Cell of a byte: not reached, inside an instruction, or 2 + the number of the instruction that begins there.
    const int Unreached = 0, Inside = 1, FirstNumber = 2;

    readonly List<int> _work = [];
    readonly Dictionary<int, List<ulong>> _tables = [];
    int[] _cells = [];
    bool[] _leaders = [];
    Instruction[] _decoded = new Instruction[256];
    (InstructionKind Kind, ulong Target)[] _kinds = new (InstructionKind, ulong)[256];
    int _count;
    int _tableEntriesLeft;
    bool _complete;

    Function _function = null!;
    int[] _rangeStart = [];
    int _length;

    CodeMap Map => map;

    internal ControlFlowGraph Build(Function function)
    {
        Start(function);
        Reach(0);
        while (_work.Count > 0)
        {
            int at = _work[^1];
            _work.RemoveAt(_work.Count - 1);
            if (_cells[at] == Unreached)
                Run(at);
        }

        return Assemble();
    }

    void Start(Function function)
    {
        _function = function;
        _rangeStart = new int[function.Ranges.Length + 1];
        long length = 0;
        for (int i = 0; i < function.Ranges.Length; i++)
        {
            _rangeStart[i] = (int)length;
            length = Math.Min(length + (long)function.Ranges[i].Size, int.MaxValue / 2);
        }

        _length = _rangeStart[^1] = (int)length;
        if (_cells.Length < _length)
        {
            _cells = new int[Math.Max(_length, 4096)];
            _leaders = new bool[_cells.Length];
        }

        _cells.AsSpan(0, _length).Clear();
        _leaders.AsSpan(0, _length).Clear();
        _tables.Clear();
        _work.Clear();
        _count = 0;
        _tableEntriesLeft = ReadLimits.MaxJumpTableEntries;
        _complete = true;
    }

    int CellOf(ulong address)
    {
        int range = _function.RangeOf(address);
        return range < 0 ? -1 : _rangeStart[range] + (int)(address - _function.Ranges[range].Start);
    }

    void Reach(int cell)
    {
        if (cell < 0)
            return;
        _leaders[cell] = true;
        if (_cells[cell] == Unreached)
            _work.Add(cell);
    }

    // Decodes from a cell until control does not go on, or what follows is known already.
    void Run(int cell)
    {
        int range = 0;
        for (int low = 0, high = _function.Ranges.Length - 1; low <= high;)
        {
            range = (low + high) >>> 1;
            if (cell < _rangeStart[range])
                high = range - 1;
            else if (cell >= _rangeStart[range + 1])
                low = range + 1;
            else
                break;
        }

        CodeRange bounds = _function.Ranges[range];
        if (map.SectionAt(bounds.Start) is not { } section)
            return;
        int end = _rangeStart[range + 1], toOffset = (int)(bounds.Start - section.Address) - _rangeStart[range];
        while (cell < end && _cells[cell] == Unreached)
        {
            if (_count >= ReadLimits.MaxFunctionInstructions)
            {
                _complete = false;
                return;
            }

            section.Decode(cell + toOffset, out Instruction instruction);
            int length = instruction.Length;
            if (length == 0 || cell + length > end || _cells.AsSpan(cell + 1, length - 1).ContainsAnyExcept(Unreached))
                return;
            InstructionKind kind = map.KindOf(instruction, section.Marks[cell + toOffset], out ulong target);
            Add(cell, length, instruction, kind, target);
            if (!Follow(kind, target, cell + length, end))
                return;
            cell += length;
        }
    }

    void Add(int cell, int length, in Instruction instruction, InstructionKind kind, ulong target)
    {
        if (_count == _decoded.Length)
        {
            Array.Resize(ref _decoded, _count * 2);
            Array.Resize(ref _kinds, _count * 2);
        }

        _decoded[_count] = instruction;
        _kinds[_count] = (kind, target);
        _cells.AsSpan(cell, length).Fill(Inside);
        _cells[cell] = FirstNumber + _count++;
    }

    // Notes where else control may go; says whether it goes on behind the instruction.
    bool Follow(InstructionKind kind, ulong target, int next, int end)
    {
        switch (kind)
        {
            case InstructionKind.Branch or InstructionKind.Patched or InstructionKind.MayFault:
                Reach(CellOf(target));
                goto case InstructionKind.BranchToReturn;
            case InstructionKind.BranchToReturn:
                if (next < end)
                    _leaders[next] = true;
                return true;
            case InstructionKind.Jump:
                Reach(CellOf(target));
                return false;
            case InstructionKind.IndirectJump:
                if (_tableEntriesLeft > 0 && JumpTables.Read(map, _function.Contains, _decoded.AsSpan(0, _count), ref _tableEntriesLeft) is { } targets)
                {
                    _tables.Add(_count - 1, targets);
                    foreach (ulong entry in targets)
                        Reach(CellOf(entry));
                }

                return false;
            default:
                return kind is InstructionKind.Ordinary or InstructionKind.Call or InstructionKind.IndirectCall;
        }
    }

    ControlFlowGraph Assemble()
    {
        var instructions = new Instruction[_count];
        var from = new int[_count];
        var rangeFirst = new int[_function.Ranges.Length + 1];
        int placed = 0;
        for (int range = 0; range < _function.Ranges.Length; range++)
        {
            rangeFirst[range] = placed;
            for (int cell = _rangeStart[range]; cell < _rangeStart[range + 1];)
            {
                int number = _cells[cell] - FirstNumber;
                if (number < 0)
                {
                    // Padding and other bytes that nothing reaches.
                    cell++;
                    continue;
                }

                from[placed] = number;
                instructions[placed] = _decoded[number];
                cell += instructions[placed++].Length;
            }
        }

        rangeFirst[^1] = placed;
        ImmutableArray<BasicBlock> blocks = new BlockCutter(this, instructions, from).Cut();
        return new ControlFlowGraph(
            map.Image, _function, ImmutableCollectionsMarshal.AsImmutableArray(instructions), rangeFirst, blocks, _complete);
    }

    /// <summary>Cuts the ordered instructions into blocks. The cells of block begins hold the block's number afterwards.</summary>
    sealed class BlockCutter(GraphBuilder builder, Instruction[] instructions, int[] from)
    {
        internal ImmutableArray<BasicBlock> Cut()
        {
            var blocks = new List<BasicBlock>(16);
            for (int first = 0; first < instructions.Length;)
            {
                int last = first;
                while (!EndsBlock(last))
                    last++;
                blocks.Add(Block(blocks.Count, first, last));
                first = last + 1;
            }

            Connect(blocks);
            return [.. blocks];
        }

        bool EndsBlock(int index)
        {
            if (builder._kinds[from[index]].Kind is not (InstructionKind.Ordinary or InstructionKind.Call or InstructionKind.IndirectCall) ||
                index + 1 == instructions.Length)
            {
                return true;
            }

            ulong next = instructions[index].NextIP;
            int cell = instructions[index + 1].IP == next ? builder.CellOf(next) : -1;
            return cell < 0 || builder._leaders[cell];
        }

        BasicBlock Block(int id, int first, int last)
        {
            (InstructionKind kind, ulong target) = builder._kinds[from[last]];
            int next = builder.CellOf(instructions[last].NextIP);
            bool goesOn = next >= 0 && builder._cells[next] >= FirstNumber;
            BlockEnd end = kind switch
            {
                InstructionKind.Return => BlockEnd.Return,
                InstructionKind.Trap => BlockEnd.Trap,
                InstructionKind.NoReturnCall => BlockEnd.NoReturnCall,
                InstructionKind.Jump => CellIsReached(target) ? BlockEnd.Jump : builder._function.Contains(target) ? BlockEnd.NotUnderstood : BlockEnd.TailCall,
                InstructionKind.IndirectJump => builder._tables.ContainsKey(from[last]) ? BlockEnd.JumpTable : BlockEnd.IndirectJump,
                InstructionKind.Branch or InstructionKind.BranchToReturn => BlockEnd.Branch,
                InstructionKind.Patched => BlockEnd.PatchedBranch,
                InstructionKind.MayFault => BlockEnd.MayFault,
                _ when goesOn => BlockEnd.FallThrough,
                // A function that ends in a call: the compiler knows that it does not return.
                InstructionKind.Call or InstructionKind.IndirectCall when next < 0 => BlockEnd.NoReturnCall,
                // Assembler code that runs on into the function behind it.
                InstructionKind.Ordinary when next < 0 && builder.Map.IsEntry(instructions[last].NextIP) => BlockEnd.TailCall,
                _ => BlockEnd.NotUnderstood,
            };
            return new BasicBlock
            {
                Id = id,
                Start = instructions[first].IP,
                Limit = instructions[last].NextIP,
                FirstInstruction = first,
                InstructionCount = last - first + 1,
                End = end,
                Target = kind is InstructionKind.Jump or InstructionKind.Branch or InstructionKind.BranchToReturn or InstructionKind.Patched or InstructionKind.MayFault
                    ? target
                    : end == BlockEnd.TailCall ? instructions[last].NextIP : null,
            };
        }

        bool CellIsReached(ulong address) => builder.CellOf(address) is >= 0 and int cell && builder._cells[cell] >= FirstNumber;

        void Connect(List<BasicBlock> blocks)
        {
            int[] cells = builder._cells;
            foreach (BasicBlock block in blocks)
                cells[builder.CellOf(block.Start)] = FirstNumber + block.Id;

            List<int> successors = new(blocks.Count * 2);
            int[] incoming = new int[blocks.Count + 1];
            var windows = new (int First, int Length)[blocks.Count];
            foreach (BasicBlock block in blocks)
            {
                int first = successors.Count;
                if (block.End is BlockEnd.FallThrough or BlockEnd.Branch or BlockEnd.PatchedBranch or BlockEnd.MayFault)
                    Link(block.Limit);
                if (block.End is BlockEnd.Jump or BlockEnd.Branch or BlockEnd.PatchedBranch or BlockEnd.MayFault)
                    Link(block.Target!.Value);
                if (block.End == BlockEnd.JumpTable)
                {
                    foreach (ulong target in builder._tables[from[block.LastInstruction]])
                        Link(target);
                }

                windows[block.Id] = (first, successors.Count - first);

                void Link(ulong address)
                {
                    if (builder.CellOf(address) is not (>= 0 and int cell) || cells[cell] < FirstNumber)
                        return;
                    int id = cells[cell] - FirstNumber;
                    if (id >= blocks.Count || blocks[id].Start != address)
                        return;
                    successors.Add(id);
                    incoming[id]++;
                }
            }

            int[] edges = [.. successors];
            int[] back = new int[edges.Length];
            int total = 0;
            foreach (BasicBlock block in blocks)
            {
                (int first, int length) = windows[block.Id];
                block.Successors = new BlockList(edges, first, length);
                block.Predecessors = new BlockList(back, total, incoming[block.Id]);
                total += incoming[block.Id];
                incoming[block.Id] = total - incoming[block.Id];
            }

            for (int id = 0; id < blocks.Count; id++)
            {
                (int first, int length) = windows[id];
                for (int i = first; i < first + length; i++)
                    back[incoming[edges[i]]++] = id;
            }
        }
    }
}
