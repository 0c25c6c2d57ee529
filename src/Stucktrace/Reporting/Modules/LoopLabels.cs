using Stucktrace.Code.Loops;
using Stucktrace.Formats;

namespace Stucktrace.Reporting.Modules;

/// <summary>Sentences about a loop: what it does, where it begins, how it ends.</summary>
static class LoopLabels
{
    /// <summary>What the loop does, in a few words.</summary>
    internal static Message Kind(LoopFacts loop) => Message.Of(loop.Kind switch
    {
        LoopKind.Counted => "code.loop.counted",
        LoopKind.ListWalk => "code.loop.list-walk",
        LoopKind.PointerChase => "code.loop.pointer-chase",
        LoopKind.MemoryPoll => "code.loop.memory-poll",
        LoopKind.LockSpin => "code.loop.lock-spin",
        LoopKind.Retry => "code.loop.retry",
        _ => "code.loop.unknown",
    });

    /// <summary>The walk as a sentence: cursor, what is followed, start, sentinel.</summary>
    internal static Message? Walk(LoopFacts loop) => loop.Walk is not { } walk ? null : Message.Of(
        "code.walk",
        walk.Cursor.ToString(),
        Pointer(walk),
        Start(walk),
        Sentinel(walk));

    /// <summary>What is followed from element to element.</summary>
    internal static Message Pointer(ListWalk walk)
    {
        string at = Hexadecimal.Signed(walk.NodeOffset);
        string direction = walk.Direction == WalkDirection.Backward ? ".prev" : ".next";
        return walk.NodeName is { Path: { } path, Source: not FieldNameSource.Role } named
            ? Message.Of(
                named.Source switch { FieldNameSource.FieldOrder => "code.field.by-order", FieldNameSource.Dwarf => "code.field.dwarf", _ => "code.field.btf" },
                named.Structure is { } structure ? $"{structure}.{path}" : path,
                at)
            : Message.Of(walk.Direction == WalkDirection.Unknown ? "code.field.role" : "code.field.node", at, direction);
    }

    static Message Start(ListWalk walk) => Message.Of(
        walk.StartKind switch
        {
            StartKind.Current => "code.start.current",
            StartKind.FieldOfCurrent => "code.start.field-of-current",
            StartKind.Argument => "code.start.argument",
            StartKind.FieldOfArgument => "code.start.field-of-argument",
            StartKind.GlobalHead => "code.start.global-head",
            StartKind.GlobalPointer => "code.start.global-pointer",
            StartKind.CallResult => "code.start.call",
            StartKind.StackObject => "code.start.stack",
            _ => "code.start.unknown",
        },
        walk.StartName ?? "?");

    static Message Sentinel(ListWalk walk) => Message.Of(
        walk.SentinelKind switch
        {
            SentinelKind.StartElement => "code.sentinel.start",
            SentinelKind.Head => "code.sentinel.head",
            SentinelKind.Null => "code.sentinel.null",
            SentinelKind.Other => "code.sentinel.other",
            _ => "code.sentinel.none",
        },
        walk.SentinelName ?? string.Empty);
}
