using Iced.Intel;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Termination.Live;

/// <summary>
/// Which registers decide how a run goes on, read off a stretch of it: backward from every branch and every address that is written, through what was
/// really read and written. What merely grows beside the loop is not among them. It serves to find a repetition only; the checker proves it with
/// everything else unknown.
/// </summary>
sealed class TraceSlice
{
    readonly LiveRun _run;
    readonly ulong _head;
    readonly int _depth;
    readonly InstructionInfoFactory _factory = new();
    readonly Dictionary<ulong, InstructionRole> _roles = [];
    readonly List<(ulong Address, bool IsHead, int FirstAccess)> _steps = [];
    readonly List<(ulong Address, int Bytes, bool IsWrite)> _accesses = [];

    /// <summary>Begins to record.</summary>
    /// <param name="run">The run, at the head.</param>
    internal TraceSlice(LiveRun run)
    {
        (_run, _head, _depth) = (run, run.Ip, run.Depth);
        run.InstructionObserver = Instruction;
        run.Memory.Observer = Access;
    }

    /// <summary>Instructions recorded.</summary>
    internal int Length => _steps.Count;

    /// <summary>The registers that decide at the head, as a mask in the processor's numbering.</summary>
    internal int AtHead { get; private set; }

    /// <summary>The instructions of which what they write to memory decides.</summary>
    internal HashSet<ulong> DecidingStores { get; } = [];

    /// <summary>Ends recording and follows it backward.</summary>
    internal void Finish()
    {
        _run.InstructionObserver = null;
        _run.Memory.Observer = null;
        int live = 0;
        bool flags = false;
        HashSet<ulong> memory = [];
        int end = _accesses.Count;
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            (ulong address, bool isHead, int first) = _steps[i];
            Follow(address, _roles[address], first, end, ref live, ref flags, memory);
            end = first;
            if (isHead)
                AtHead |= live;
        }
    }

    void Follow(ulong at, in InstructionRole role, int first, int end, ref int live, ref bool flags, HashSet<ulong> memory)
    {
        bool decides = role.Decides || (role.Writes & live) != 0 || (role.WritesFlags && flags);
        for (int i = first; i < end; i++)
        {
            if (_accesses[i].IsWrite && Remove(memory, _accesses[i]))
            {
                decides = true;
                DecidingStores.Add(at);
            }
        }

        live |= role.StoreAddress;
        if (!decides)
            return;
        live = (live & ~role.Kills) | role.Reads;
        flags = role.ReadsFlags || (flags && !role.KillsFlags);
        for (int i = first; i < end; i++)
        {
            (ulong address, int bytes, bool isWrite) = _accesses[i];
            for (int b = 0; !isWrite && b < bytes; b++)
                memory.Add(address + (ulong)b);
        }
    }

    static bool Remove(HashSet<ulong> memory, (ulong Address, int Bytes, bool IsWrite) access)
    {
        bool any = false;
        for (int i = 0; i < access.Bytes; i++)
            any |= memory.Remove(access.Address + (ulong)i);
        return any;
    }

    void Instruction(Instruction instruction)
    {
        if (!_roles.ContainsKey(instruction.IP))
            _roles.Add(instruction.IP, InstructionRole.Of(instruction, _factory));
        _steps.Add((instruction.IP, instruction.IP == _head && _run.Depth == _depth, _accesses.Count));
    }

    void Access(MemoryAccess access) => _accesses.Add((access.Address, access.Bytes, access.IsWrite));
}
