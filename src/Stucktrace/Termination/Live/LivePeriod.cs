using System.Collections.Immutable;
using Stucktrace.Machine.Known;

namespace Stucktrace.Termination.Live;

/// <summary>A period that is being recorded.</summary>
sealed class LivePeriod
{
    const int MostLoads = 400_000;
    readonly LiveRun _run;
    readonly KnownValue[] _start;
    readonly bool? _interrupts;
    readonly ImmutableArray<PeriodLoad>.Builder _loads = ImmutableArray.CreateBuilder<PeriodLoad>();

    /// <summary>Begins to record.</summary>
    /// <param name="run">The run, at the head.</param>
    /// <param name="rounds">Rounds of the period.</param>
    /// <param name="isWhole">Whether everything that may decide repeats, as far as it is known.</param>
    internal LivePeriod(LiveRun run, long rounds, bool isWhole)
    {
        (_run, Rounds, Left, IsWhole, FirstStep) = (run, rounds, rounds, isWhole, run.Steps);
        _start = [.. run.State.Registers];
        _interrupts = run.State.Interrupts;
        Record = new PeriodRecord(run);
        Action<Machine.Memory.MemoryAccess>? record = run.Memory.Observer;
        run.Memory.Observer = access =>
        {
            record?.Invoke(access);
            if (access is { IsWrite: false, Bytes: 8, Unknown: 0 } && _loads.Count < MostLoads)
                _loads.Add(new PeriodLoad(access.At, access.Address, access.Value));
        };
        run.ModelObserver = target =>
        {
            Record.Called(target);
            GivesUpCpu |= run.ModelAt(target) is { } name && LiveModels.GivesUpCpu(name);
        };
    }

    internal PeriodRecord Record { get; }

    internal long Rounds { get; }

    internal long Left { get; set; }

    internal bool IsWhole { get; }

    internal long FirstStep { get; }

    internal bool GivesUpCpu { get; private set; }

    internal ImmutableArray<PeriodLoad> Loads => _loads.ToImmutable();

    /// <summary>Whether interrupts were on at the beginning and are now, or were off and are now; else null.</summary>
    internal bool? Interrupts => _interrupts == _run.State.Interrupts ? _interrupts : null;

    internal void Stop()
    {
        Record.Stop();
        _run.ModelObserver = null;
    }

    /// <summary>The registers of a mask that are known and now what they were at the beginning.</summary>
    internal IEnumerable<CertifiedRegister> Repeated(int mask)
    {
        for (int i = 0; i < _start.Length; i++)
        {
            if ((mask >> i & 1) != 0 && _start[i].IsKnown && _start[i] == _run.State.Registers[i])
                yield return new CertifiedRegister(i, _start[i].Value);
        }
    }
}
