using System.Collections.Immutable;
using System.Globalization;
using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Dump;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Termination.Walks;

namespace Stucktrace.Termination.Live;

/// <summary>Names what a walk in a dump touched: while the dump is open, since its symbols are read from it.</summary>
/// <param name="names">Names places.</param>
/// <param name="types">Layouts.</param>
/// <param name="list">The list that is walked, or null.</param>
sealed class LiveWalkNames(LiveNames names, IKernelTypes types, LiveList? list)
{
    const ulong PointerBytes = 8;

    // What of an object that is no task belongs to it: a cache line.
    const ulong NodeBytes = 64;
    static readonly ImmutableArray<string> Lists = ["tasks", "thread_node", "thread_group", "children", "sibling", "ptraced"];
    static readonly ImmutableArray<string> Fields = ["pid", "tgid", "flags", "__state", "state", "prio", "mm", "group_leader", "real_parent", "parent", "signal", "exit_signal", "comm", "stack"];

    /// <summary>Names them.</summary>
    /// <param name="trace">The walk.</param>
    /// <param name="loop">The loop at its addresses, or null.</param>
    internal WalkNames Of(WalkTrace trace, LiveLoop? loop)
    {
        ImmutableArray<WalkObject> objects = [.. Objects().OrderBy(o => o.Address).DistinctBy(o => o.Address)];
        WalkNames named = new()
        {
            Places = [.. trace.Code.Select(Place)],
            Objects = objects,
            Words = ImmutableDictionary<ulong, WalkWord>.Empty,
            Exits = Exits(trace, loop),
        };
        return named with { Words = WalkNames.Touched(trace).ToImmutableDictionary(a => a, a => Word(a, named)) };
    }

    WalkPlace Place(WalkInstruction code)
    {
        (string Name, ulong Offset, LoadedModule? Module)? function = names.FunctionAt(code.Address);
        InstructionText text = new(address => function is { } own && names.FunctionAt(address) is { } other && other.Name == own.Name ? Signed(other.Offset) : Symbol(address));
        return function is { } at
            ? new WalkPlace(at.Module is null ? at.Name : $"{at.Name} [{at.Module.Name}]", Signed(at.Offset), text.Of(code.Instruction))
            : new WalkPlace(string.Empty, Hexadecimal.Address(code.Address), text.Of(code.Instruction));
    }

    // A constant of the code that is an address of the kernel: by its name, if it has one.
    string? Symbol(ulong address) => address < Translation.ImageMap ? null : names.FunctionAt(address) is not null ? names.Place(address) : names.Word(address);

    WalkWord Word(ulong address, WalkNames named)
    {
        if (list is { IsTasks: true } && named.ObjectAt(address) is { } task)
            return new WalkWord(task.Name, TaskField(address - task.Address), WalkSource.Dump);
        if (named.ObjectAt(address) is { } node && list is not null)
            return new WalkWord(node.Name, address == node.Address ? "next" : Signed(address - node.Address), WalkSource.Dump);
        if (names.TaskAt(address) is { } owner)
            return new WalkWord(LiveNames.TaskName(owner), TaskField(address - owner.Address), WalkSource.Dump);
        return new WalkWord(null, names.Word(address) ?? Hexadecimal.Address(address), WalkSource.Dump);
    }

    string TaskField(ulong offset)
    {
        foreach (string field in Lists)
        {
            if (types.Field("task_struct", field) is { } place && offset - (ulong)place.Offset < 2 * PointerBytes)
                return offset == (ulong)place.Offset ? $"{field}.next" : offset == (ulong)place.Offset + PointerBytes ? $"{field}.prev" : Signed(offset);
        }

        return Fields.FirstOrDefault(f => types.Field("task_struct", f) is { } place && (ulong)place.Offset == offset) ?? Signed(offset);
    }

    IEnumerable<WalkObject> Objects()
    {
        foreach (ListNode node in list is null ? [] : list.Ring.Concat(list.Tail))
        {
            bool isTask = list!.IsTasks && node.Object != 0;
            yield return new WalkObject(isTask ? node.Object : node.Link, isTask ? names.TaskSize : NodeBytes, node.Name ?? Hexadecimal.Address(node.Link), node.IsUnlinked);
        }
    }

    // A branch of the period whose other way is outside of the loop.
    static ImmutableDictionary<int, bool> Exits(WalkTrace trace, LiveLoop? loop)
    {
        ImmutableDictionary<int, bool>.Builder exits = ImmutableDictionary.CreateBuilder<int, bool>();
        for (int i = 0; loop is not null && i < trace.Code.Length; i++)
        {
            Instruction instruction = trace.Code[i].Instruction;
            if (instruction.FlowControl != FlowControl.ConditionalBranch || !loop.Inside.Contains(instruction.IP))
                continue;
            bool taken = loop.Inside.Contains(instruction.NearBranchTarget), falls = loop.Inside.Contains(instruction.NextIP);
            if (taken != falls)
                exits.Add(i, falls);
        }

        return exits.ToImmutable();
    }

    static string Signed(ulong offset) => string.Create(CultureInfo.InvariantCulture, $"+0x{offset:x}");
}
