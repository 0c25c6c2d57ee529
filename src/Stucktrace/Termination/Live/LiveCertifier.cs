using System.Collections.Immutable;

namespace Stucktrace.Termination.Live;

/// <summary>
/// Makes the certificate of a recorded period and has it checked: first without the words that go on by themselves, which a loop may read without
/// resting on them; only where that does not hold, with them, and then the loop is one that waits for a clock.
/// </summary>
/// <param name="run">The run, at the end of the period.</param>
/// <param name="head">Address of the head.</param>
/// <param name="registers">The registers that decide there.</param>
/// <param name="nameOf">Names words of memory.</param>
sealed class LiveCertifier(LiveRun run, ulong head, int registers, Func<ulong, int, string?> nameOf)
{
    const int AllRegisters = 0xffff;

    /// <summary>Why nothing was accepted.</summary>
    internal ProofVerdict? Rejected { get; private set; }

    /// <summary>The certificate, and the clocks that it rests on; null when none is accepted.</summary>
    /// <param name="period">The period.</param>
    internal (Certificate Proof, ImmutableArray<FrozenWord> Clocks)? Certify(LivePeriod period)
    {
        ImmutableArray<FrozenWord> words = [.. period.Record.Frozen().Select(w => w with { Name = nameOf(w.Address, w.Bytes) })];
        ImmutableArray<FrozenWord> clocks = [.. words.Where(ClockNames.IsClock)];
        Certificate whole = new()
        {
            Head = head,
            Rounds = period.Rounds,
            Steps = run.Steps - period.FirstStep,
            Registers = [.. period.Repeated(registers)],
            Frozen = clocks.IsEmpty ? words : [.. words.Where(w => !ClockNames.IsClock(w))],
            Code = period.Record.Code(),
            Calls = period.Record.Calls(),
            PerCpuBase = run.Memory.PerCpuBase,
            Interrupts = period.Interrupts,
        };
        if (Accept(whole, period, ProofChecker.Check) is { } proof)
            return (proof, []);
        if (clocks.IsEmpty || Accept(whole with { Frozen = words }, period, ProofChecker.CheckFrozen) is not { } frozen)
            return null;
        ImmutableArray<FrozenWord> deciding = [.. clocks.Where(c => !ProofChecker.CheckFrozen((frozen with { Frozen = frozen.Frozen.Remove(c) }).Sealed()).IsAccepted)];
        return (frozen, deciding.IsEmpty ? clocks : deciding);
    }

    Certificate? Accept(Certificate certificate, LivePeriod period, Func<Certificate, ProofVerdict> check)
    {
        Certificate proof = certificate.Sealed();
        Rejected = check(proof);
        if (Rejected.IsAccepted)
            return proof;
        // Something else that stayed as it was may have been needed.
        Certificate wider = (certificate with { Registers = [.. period.Repeated(AllRegisters)] }).Sealed();
        return wider.Registers.Length > certificate.Registers.Length && check(wider).IsAccepted ? wider : null;
    }
}
