using System.Collections.Immutable;
using System.Globalization;
using Iced.Intel;
using Stucktrace.Attribution;
using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Incidents;
using Stucktrace.Termination.Live;
using Stucktrace.Termination.Walks;
using Stucktrace.Tests.Termination.Live;
using static Iced.Intel.AssemblerRegisters;

namespace Stucktrace.Tests.Termination.Walks;

/// <summary>A walk round a ring of any size in memory made by hand: recorded, and as the result of a diagnosis that a report can be made of.</summary>
static class LongWalk
{
    // rbx is the cursor, rdi the key that is looked for.
    internal static void Code(Assembler a)
    {
        Label loop = a.CreateLabel(), found = a.CreateLabel();
        a.Label(ref loop);
        a.cmp(rdi, __qword_ptr[rbx + 16]);
        a.je(found);
        a.mov(rbx, __qword_ptr[rbx + 8]);
        a.test(rbx, rbx);
        a.jne(loop);
        a.Label(ref found);
        a.ret();
    }

    /// <summary>Runs and records it.</summary>
    internal static (WalkTrace? Trace, LiveOutcome Outcome, ulong[] Ring) Record(int nodes, WalkLimits? limits = null)
    {
        HandMade machine = new(Code);
        ulong[] ring = machine.Ring(nodes, 64);
        void Start(ulong[] r) => (r[3], r[7]) = (ring[0], 7);
        LiveOutcome outcome = machine.Run(Start);
        return (WalkRecorder.Endless(() => machine.Prepare(Start), outcome.HeadDepth, outcome.Steps, outcome.Certificate!, limits ?? WalkLimits.Default), outcome, ring);
    }

    /// <summary>The same over a ring of which a page is not in the dump: it can't be told whether it ends.</summary>
    /// <param name="nodes">Nodes of the ring, each on a page of its own.</param>
    /// <param name="missing">Number of the node whose page is missing.</param>
    internal static DiagnosisResult Open(int nodes, int missing)
    {
        HandMade machine = new(Code);
        ulong[] ring = machine.Ring(nodes);
        machine.Absent[ring[missing]] = MemoryState.Excluded;
        void Start(ulong[] r) => (r[3], r[7]) = (ring[0], 7);
        LiveOutcome outcome = machine.Run(Start);
        Assert.Equal(LiveVerdict.Unknown, outcome.Verdict);
        return Result((WalkRecorder.Whole(machine.Prepare(Start), outcome.Head, outcome.Steps, WalkLimits.Open), outcome, ring), "node #");
    }

    /// <summary>The result of a diagnosis with nothing but this walk.</summary>
    /// <param name="nodes">Nodes of the ring.</param>
    /// <param name="name">What each node is called, with its number in place of #.</param>
    internal static DiagnosisResult Result(int nodes, string name) => Result(Record(nodes), name);

    static DiagnosisResult Result((WalkTrace? Trace, LiveOutcome Outcome, ulong[] Ring) recorded, string name)
    {
        (WalkTrace? trace, LiveOutcome outcome, ulong[] ring) = recorded;
        ImmutableArray<ListNode> list = [.. ring.Select((r, i) => new ListNode(r + 8, r, name.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), false))];
        WalkNames names = new()
        {
            Places = [.. trace!.Code.Select(c => new WalkPlace(name, $"+0x{c.Address - HandMade.CodeAt:x}", c.Instruction.ToString()))],
            Objects = [.. list.Select(n => new WalkObject(n.Object, 64, n.Name!, false))],
            Words = WalkNames.Touched(trace).ToImmutableDictionary(a => a, a => new WalkWord(name, (a & 63) == 8 ? "next" : "key", WalkSource.Dump)),
        };
        LiveStudy study = new()
        {
            Outcome = outcome,
            Cpu = new DumpedCpu(0, 0, 0, null),
            Start = new DumpedRegisters([.. new ulong[16]], HandMade.CodeAt, 0, 0x10, RegisterOrigin.CrashNotes, 0),
            Place = name,
            HeadPlace = name,
            Headline = outcome.Certificate is { } proof ? Message.Of("live.headline.never", "0", name, name, outcome.Period, proof.Steps)
                : Message.Of("live.headline.unknown", "0", name, name, Message.Of("live.why.page", name, Hexadecimal.Address(outcome.Missing!.Value.Address), Hexadecimal.Address(outcome.Missing.Value.Page), Message.Of("live.state.excluded"))),
            List = new LiveList { Shape = ListShape.Ring, Tail = [], Ring = list, Field = "next" },
            Walk = new LiveWalk(trace, names),
        };
        Verdict verdict = new(new Culprit(CulpritKind.Kernel, null, null, null), FailureClass.EndlessListWalk, outcome.Certificate is null ? Confidence.Unknown : Confidence.Proven, study.Headline, "i1", [], [], []);
        return new DiagnosisResult
        {
            Incidents = [new Incident { Id = "i1", Reports = [] }],
            Inputs = [],
            Verdict = verdict,
            Lives = ImmutableSortedDictionary<string, LiveStudy>.Empty.Add("i1", study),
        };
    }
}
