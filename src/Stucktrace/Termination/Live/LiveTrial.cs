using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination.Live;

/// <summary>
/// Runs on until the state repeats, the loop is left, or something is missing. Where a repetition is looked for (the head) and what of the state decides
/// is read off the run itself, anew each time that it has become twice as long; only what the checker accepts is called endless.
/// </summary>
sealed class LiveTrial
{
    const long FirstStretch = 512;
    const int LongestSlice = 40_000;
    const int MostLeft = 64;
    const int MostRejections = 6;
    readonly LiveRun _run;
    readonly LiveLoop? _loop;
    readonly LiveLimits _limits;
    readonly Func<ulong, int, string?> _nameOf;
    readonly HeadFinder _heads = new();
    readonly List<LeftFrame> _left = [];
    HashSet<ulong> _decidingStores = [];
    TraceSlice? _slice;
    Repetition? _repetition;
    LivePeriod? _period;
    ulong _head;
    int _headDepth, _lowest, _registers;
    int? _loopDepth;
    long _stretchEnd = FirstStretch, _nextTry, _nextWholeTry;
    int _rejections;
    ProofVerdict? _rejected;

    /// <summary>Prepares a trial.</summary>
    /// <param name="run">The run, not yet begun.</param>
    /// <param name="loop">The loop that leaving is asked of; null to run until the CPU is back in user mode.</param>
    /// <param name="nameOf">Names words of memory, for the certificate.</param>
    /// <param name="limits">Bounds.</param>
    internal LiveTrial(LiveRun run, LiveLoop? loop, Func<ulong, int, string?> nameOf, LiveLimits limits)
    {
        (_run, _loop, _nameOf, _limits) = (run, loop, nameOf, limits);
        run.Memory.BeforeStore = (at, address) =>
        {
            if (_decidingStores.Contains(at))
                _repetition?.BeforeStore(address);
        };
        if (loop is not null && loop.Inside.Contains(run.Ip))
            _loopDepth = 0;
    }

    /// <summary>Runs it.</summary>
    internal LiveOutcome Run()
    {
        while (_run.Steps + (_run.Memory.Accesses / 2) < _limits.MaxSteps)
        {
            if (_run.Ip == _head && _run.Depth == _headDepth && AtHead() is { } endless)
                return endless;
            ulong last = _run.Ip;
            int depth = _run.Depth;
            if (_run.Step() is { } stop)
                return Stopped(stop);
            _heads.Step(last, _run.Ip, depth, _run.Depth);
            if (_run.Depth < _lowest)
                Lower(last);
            if (_loop is not null && HasLeft())
                return Outcome(LiveVerdict.Ends) with { Exit = last };
            if (_run.Steps >= _stretchEnd && _period is null)
                NextStretch();
        }

        return Outcome(LiveVerdict.Unknown) with { Stop = new RunStop(StopKind.Budget, _run.Ip), Rejected = _rejected };
    }

    bool HasLeft()
    {
        if (_loopDepth is not { } depth)
        {
            // The CPU was in a function that the loop calls: the loop is where this returns to.
            if (_run.Depth == _lowest && _loop!.Inside.Contains(_run.Ip))
                _loopDepth = _lowest;
            return false;
        }

        return _run.Depth < depth || (_run.Depth == depth && !_loop!.Inside.Contains(_run.Ip));
    }

    // A function that was active at the beginning has returned: what was looked for inside it is over.
    void Lower(ulong from)
    {
        _lowest = _run.Depth;
        if (_left.Count < MostLeft)
            _left.Add(new LeftFrame(_run.Steps, from, _run.Ip));
        if (_headDepth > _lowest)
            StopLooking();
    }

    void StopLooking()
    {
        _slice?.Finish();
        _period?.Stop();
        (_slice, _repetition, _period, _head) = (null, null, null, 0);
    }

    // A new head may be the better one, and code that was not run before may decide.
    void NextStretch()
    {
        _stretchEnd = _run.Steps * 2;
        StopLooking();
        _head = _loop is not null && _heads.Reached(_loop.Head) ? _loop.Head : _heads.Head ?? 0;
        _headDepth = _heads.Depth;
        _heads.Reset();
    }

    LiveOutcome? AtHead()
    {
        if (_period is { } recorded && --recorded.Left == 0)
        {
            _period = null;
            recorded.Stop();
            if (Certify(recorded) is { } outcome)
                return outcome;
        }

        if (_repetition is null)
        {
            _slice ??= new TraceSlice(_run);
            if (_slice.Length < Math.Min(LongestSlice, _stretchEnd / 8))
                return null;
            _slice.Finish();
            (_registers, _decidingStores) = (_slice.AtHead, _slice.DecidingStores);
            _slice = null;
            _repetition = new Repetition(_registers, _registers, _run.Memory.Bytes);
            (_nextTry, _nextWholeTry) = (0, 0);
        }

        long period = _repetition.Visit(_run.State.Registers, out bool isWhole);
        if (_period is null && period > 0 && _run.Steps >= (isWhole ? _nextWholeTry : _nextTry))
            _period = new LivePeriod(_run, period, isWhole);
        return null;
    }

    LiveOutcome? Certify(LivePeriod period)
    {
        if (period.Record.IsTooLarge)
            return Outcome(LiveVerdict.Unknown) with { Stop = new RunStop(StopKind.Budget, _head) };
        LiveCertifier certifier = new(_run, _head, _registers, _nameOf);
        LiveOutcome outcome = Outcome(LiveVerdict.NeverEnds) with { Period = period.Rounds, Head = _head, HeadDepth = _headDepth, Loads = period.Loads, GivesUpCpu = period.GivesUpCpu };
        if (certifier.Certify(period) is { } found)
            return outcome with { Verdict = found.Clocks.IsEmpty ? LiveVerdict.NeverEnds : LiveVerdict.WaitsForClock, Certificate = found.Proof, Clocks = found.Clocks };
        _nextTry = _run.Steps + ((_run.Steps - period.FirstStep) * 4);
        if (!period.IsWhole)
            return null;
        _nextWholeTry = _nextTry;
        _rejected = certifier.Rejected;
        return ++_rejections >= MostRejections ? Outcome(LiveVerdict.Unknown) with { Rejected = _rejected, Period = period.Rounds, Head = _head } : null;
    }

    LiveOutcome Stopped(RunStop stop) => stop.Kind switch
    {
        StopKind.NotUnderstood when ReturnsToUser(stop) => Outcome(LiveVerdict.Ends) with { Exit = stop.At, ReachedUserMode = true },
        StopKind.Fault => Outcome(LiveVerdict.Faults) with { Stop = stop },
        StopKind.UnknownBranch or StopKind.UnknownTarget or StopKind.UnknownStore => Outcome(LiveVerdict.Unknown) with
        {
            Stop = stop,
            Missing = _run.Missing is { } missing && (_run.Outside is null || _run.MissingStep >= _run.OutsideStep) ? missing : null,
            Outside = _run.Outside is { } outside && (_run.Missing is null || _run.OutsideStep > _run.MissingStep) ? outside : null,
        },
        _ => Outcome(LiveVerdict.Unknown) with { Stop = stop, Missing = stop.Kind == StopKind.UnknownCall ? _run.Missing : null },
    };

    // The way out of the kernel: arch/x86/entry/entry_64.S ends in swapgs and sysretq or iretq.
    static bool ReturnsToUser(RunStop stop) =>
        stop.What is { } text && (text.StartsWith("swapgs", StringComparison.Ordinal) || text.StartsWith("sysret", StringComparison.Ordinal) || text.StartsWith("iretq", StringComparison.Ordinal));

    LiveOutcome Outcome(LiveVerdict verdict) => new() { Verdict = verdict, Steps = _run.Steps, Left = [.. _left] };
}
