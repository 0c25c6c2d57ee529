using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination.Scenarios;

/// <summary>Outcomes as sentences.</summary>
static class OutcomeWords
{
    internal static Message Of(LoopOutcome outcome, LoopFacts loop)
    {
        Message plain = outcome.Kind switch
        {
            OutcomeKind.Ends when outcome.WaitsForClock => Clock(outcome, loop),
            OutcomeKind.Ends => Exit(outcome, loop) is { } words ? Message.Of("end.ends-at", outcome.Rounds, words) : Message.Of("end.ends", outcome.Rounds),
            OutcomeKind.NeverEnds => Message.Of("end.never", outcome.Period, outcome.FirstRound + 1, outcome.Certificate!.Steps),
            OutcomeKind.Faults => Message.Of("end.faults", Place(outcome.Stop!.At, loop), outcome.Stop.Address is { } address ? $"0x{address:x}" : "-", outcome.Rounds),
            OutcomeKind.NotReached => Message.Of("end.not-reached"),
            _ => Unknown(outcome, loop),
        };
        return outcome.Freed is null ? plain : Message.Of("end.freed", plain);
    }

    static Message Clock(LoopOutcome outcome, LoopFacts loop)
    {
        Message words = Exit(outcome, loop)!;
        return outcome.Rounds == 0 ? Message.Of("end.clock", words) : Message.Of("end.clock-after", outcome.Ticks, words);
    }

    static Message? Exit(LoopOutcome outcome, LoopFacts loop) => loop.Exits.FirstOrDefault(e => e.BranchAt == outcome.Exit)?.Words;

    static Message Unknown(LoopOutcome outcome, LoopFacts loop)
    {
        if (outcome.Rejected is { } rejected)
            return Message.Of("end.unknown.rejected", rejected.Reason);
        RunStop stop = outcome.Stop!;
        string at = Place(stop.At, loop);
        return stop.Kind switch
        {
            StopKind.NotUnderstood => Message.Of("end.unknown.instruction", stop.What, at),
            StopKind.UnknownBranch => Message.Of("end.unknown.branch", at),
            StopKind.UnknownTarget => Message.Of("end.unknown.target", at),
            StopKind.UnknownCall => Message.Of("end.unknown.call", stop.What, at),
            StopKind.UnknownStore or StopKind.RefusedStore => Message.Of("end.unknown.store", at),
            StopKind.TooDeep => Message.Of("end.unknown.deep", at),
            StopKind.Trap => Message.Of("end.unknown.trap", at),
            _ => Message.Of("end.unknown.budget"),
        };
    }

    static string Place(ulong address, LoopFacts loop) => loop.Function.Contains(address) && address >= loop.Function.Entry
        ? $"{loop.Function.Name}+0x{address - loop.Function.Entry:x}"
        : $"0x{address:x}";
}
