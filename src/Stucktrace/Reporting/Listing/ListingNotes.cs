using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Reporting.Modules;

namespace Stucktrace.Reporting.Listing;

/// <summary>A note for each instruction that carries the argument: what is followed, what an exit needs, what a call may do, where a round ends.</summary>
sealed class ListingNotes
{
    readonly ControlFlowGraph _graph;
    readonly ListingOptions _options;
    readonly Dictionary<ulong, ExitCondition> _exits = [];
    readonly Dictionary<ulong, LoopCall> _calls = [];
    readonly HashSet<ulong> _latches = [];

    internal ListingNotes(ModuleCode code, Function function, ListingOptions options)
    {
        _graph = code.GraphOf(function);
        _options = options;
        if (options.Loop is not { } loop)
            return;
        foreach (ExitCondition exit in loop.Exits)
            _exits.TryAdd(exit.BranchAt, exit);
        foreach (LoopCall call in loop.Calls)
            _calls.TryAdd(call.At, call);
        foreach (int latch in loop.Loop.Latches)
        {
            Instruction last = _graph.Instructions[_graph.Blocks[latch].LastInstruction];
            if (last.FlowControl is FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch && last.NearBranchTarget == loop.Head)
                _latches.Add(last.IP);
        }
    }

    internal ExitCondition? ExitAt(ulong address) => _exits.GetValueOrDefault(address);

    internal string Of(in Instruction instruction, bool inLoop)
    {
        List<string> notes = [];
        if (_options.Here == instruction.IP)
            notes.Add(Say("code.note.here"));
        if (_options.Notes.TryGetValue(instruction.IP, out string? given))
            notes.Add(given);
        if (_exits.TryGetValue(instruction.IP, out ExitCondition? exit))
            notes.Add(Say("code.note.exit", exit.Words));
        if (inLoop && Follows(instruction) is { } pointer)
            notes.Add(Say("code.note.follows", pointer));
        if (_calls.TryGetValue(instruction.IP, out LoopCall? call))
            notes.Add(Call(call));
        if (_latches.Contains(instruction.IP))
            notes.Add(Say("code.note.again"));
        return string.Join(" · ", notes);
    }

    // The load of the pointer that the walk follows: a 64-bit read at the node's offset from the cursor.
    Message? Follows(in Instruction instruction)
    {
        if (_options.Loop?.Walk is not { } walk || instruction.Mnemonic != Mnemonic.Mov || instruction.Op1Kind != OpKind.Memory || instruction.MemorySize.GetSize() != 8)
            return null;
        long offset = walk.CursorIsNode ? walk.Direction == WalkDirection.Backward ? 8 : 0 : walk.NodeOffset;
        return (long)instruction.MemoryDisplacement64 == offset && instruction.MemoryBase.IsGPR64() && instruction.Op0Register.IsGPR64() ? LoopLabels.Pointer(walk) : null;
    }

    string Call(LoopCall call) => call.MaySleep switch
    {
        Answer.Yes => Say("code.note.call-sleeps", call.Name ?? "?"),
        Answer.No => Say("code.note.call-runs", call.Name ?? "?"),
        _ => Say("code.note.call-unknown", call.Name ?? "?"),
    };

    string Say(string id, params ReadOnlySpan<object?> arguments) => Message.Of(id, arguments).Render(_options.Language);
}
