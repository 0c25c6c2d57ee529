using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>The pointer that a fault failed on, followed back through the module's code to where it came from.</summary>
/// <param name="Place">The instruction that failed, or the call that handed the pointer on.</param>
/// <param name="Source">What the pointer is, in words: <c>what pid_task() returned</c>.</param>
/// <param name="Offset">What the code adds to it.</param>
/// <param name="Value">What it was.</param>
/// <param name="Argument">Number of the argument that it was handed on as; 0 when the module's own instruction failed.</param>
/// <param name="Callee">The kernel's function that it was handed to, or null.</param>
/// <param name="From">Where it came from, or 0.</param>
sealed record FaultPointer(CodePlace Place, object Source, long Offset, ulong Value, int Argument, string? Callee, ulong From)
{
    // How far into an object that it was handed a small function of the kernel reads before it can fail.
    const ulong Reach = 64;
    const ulong NearNull = 4096;

    /// <summary>
    /// The link of a list that the walk followed to NULL: an element of a list that was set up when the module was built (<c>LIST_HEAD</c>) is linked to
    /// another or to the head, never to NULL, so what it lay in has been freed or overwritten. Null where the list may not have been set up, or ends with NULL.
    /// </summary>
    internal ListWalk? BrokenLink { get; private init; }

    /// <summary>True when the value explains the fault: NULL, a poison, or an element behind a link that is NULL.</summary>
    internal bool IsBad => Value == 0 || BrokenLink is not null || PoisonValues.TryFind(Value, out _, out _);

    /// <summary>Finds it.</summary>
    /// <returns>Null when the code does not show it, or the report's address does not fit.</returns>
    internal static FaultPointer? Find(Report cause, ExaminedReport facts)
    {
        if (cause.FaultAddress is not { } failed)
            return null;
        if (facts.Place is { } own)
            return OfInstruction(cause, own, failed);
        if (facts.Links is not [var link, ..] || cause.Location?.Module is not null || HandedOn(link) is not var (place, callee))
            return null;
        ImmutableArray<Expression> values = place.Module.ValuesBefore(place.Function, place.Address);
        for (int i = 0; i < RegisterConvention.Arguments.Length && !values.IsEmpty; i++)
        {
            Expression root = values[RegisterConvention.Arguments[i]].WithoutOffset(out long offset);
            ulong rest = failed - (ulong)offset;
            if (rest < Reach && offset is >= 0 and < (long)NearNull * 4 && Describe(place, root) is var (source, from))
                return new FaultPointer(place, source, offset, 0, i + 1, callee, from);
        }

        return null;
    }

    // The call, or the jump at the end of what it called, that led into the kernel.
    static (CodePlace Place, string Callee)? HandedOn(ChainLink link) =>
        link is { Confirmed: true, Site.Import: { } callee } ? (new CodePlace(link.Module, link.Site.Caller, link.Site.Address, link.Frame), callee)
        : link.Exit is { } exit ? (new CodePlace(link.Module, exit.Function, exit.Address, link.Frame), exit.Import)
        : null;

    static FaultPointer? OfInstruction(Report cause, CodePlace place, ulong failed)
    {
        Code.ControlFlowGraph graph = place.Module.Code.GraphOf(place.Function);
        if (graph.IndexOf(place.Address) is not (>= 0 and var index))
            return null;
        Instruction instruction = graph.Instructions[index];
        int register = instruction.MemoryBase is >= Register.RAX and <= Register.R15 ? instruction.MemoryBase - Register.RAX : -1;
        if (register is < 0 or 4 || instruction.MemoryIndex != Register.None || cause.Register(RegisterConvention.Names[register]) is not { } value || value + instruction.MemoryDisplacement64 - failed + 8 > 16)
            return null;
        ImmutableArray<Expression> values = place.Module.ValuesBefore(place.Function, place.Address);
        if (values.IsEmpty)
            return null;
        Expression root = values[register].WithoutOffset(out long offset);
        return Describe(place, root) is var (source, from)
            ? new FaultPointer(place, source, offset + (long)instruction.MemoryDisplacement64, value - (ulong)offset, 0, null, from) { BrokenLink = Broken(place, root, value - (ulong)offset) }
            : null;
    }

    static ListWalk? Broken(CodePlace place, Expression root, ulong cursor) =>
        WalkOf(place, root) is { SentinelKind: SentinelKind.Head, Sentinel: { } sentinel } walk && Node(walk, cursor) == 0 && IsSetUp(place.Module, sentinel) ? walk : null;

    static ulong Node(ListWalk walk, ulong cursor) => walk.CursorIsNode ? cursor : cursor + (ulong)walk.ContainerAdjustment;

    // LIST_HEAD(name): the file itself has the head point to the head.
    static bool IsSetUp(ExaminedModule module, Expression head) => head.IsConstant && module.Image.ReadUInt64(head.Number) == head.Number;

    static ListWalk? WalkOf(CodePlace place, Expression root) =>
        root.Kind == ExpressionKind.LoopValue ? place.Module.LoopsOf(place.Function).FirstOrDefault(l => l.Head == root.Number && l.Walk?.Cursor == root.Cell)?.Walk : null;

    static (object Source, ulong From)? Describe(CodePlace place, Expression root)
    {
        ValueNames names = new(place.Module.Image);
        switch (root.Kind)
        {
            case ExpressionKind.CallResult:
                string? called = place.Module.CallAt(root.Number) is { } site ? site.Import ?? site.Target?.Name : null;
                return (called is null ? Message.Of("loop.call-result") : Message.Of("join.pointer.result", called), root.Number);
            case ExpressionKind.LoopValue when WalkOf(place, root) is not null:
                return (Message.Of("join.pointer.cursor"), root.Number);
            case ExpressionKind.Load:
                Expression from = root.Left!.WithoutOffset(out long field);
                return Describe(place, from) is var (source, at) && source is not null ? (Message.Of("join.pointer.field", source, RegisterText.Hex(field)), at) : null;
            case ExpressionKind.Constant when names.SymbolOf(root) is { } symbol:
                return (symbol.Text, 0);
            default:
                return names.IsCurrent(root) || ValueNames.ArgumentOf(root) > 0 ? (names.Words(root), 0) : null;
        }
    }
}
