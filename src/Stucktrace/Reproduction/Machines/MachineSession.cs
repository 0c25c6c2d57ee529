using System.Diagnostics;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Reproduction.Machines;

/// <summary>One start of QEMU: follows the guest until something ends it.</summary>
sealed class MachineSession : IDisposable
{
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    // What looks at more than the console is done more seldom.
    static readonly TimeSpan SeldomStep = TimeSpan.FromSeconds(1);

    // A panic has printed all that it will when it is seen a moment later.
    static readonly TimeSpan PanicSettle = TimeSpan.FromSeconds(3);

    readonly MachineJob _job;
    readonly MachineAccelerator _accelerator;
    readonly QemuProcess _process;
    readonly GuestConsole _console;
    readonly List<Message> _notes = [];
    ReportWatch _reports;
    QmpClient? _control;
    MachinePhase _told = MachinePhase.Starting;
    long _nextSeldom;
    long? _reportedAt;
    long? _cameBackAt;
    bool _commanded;
    bool _spaceLeft = true;
    bool _wasReady;

    MachineSession(MachineJob job, MachineAccelerator accelerator, QemuProcess process)
    {
        (_job, _accelerator, _process) = (job, accelerator, process);
        _console = new GuestConsole(job.Files.Log, job.LogStart);
        _reports = new ReportWatch(job.Files.Log);
    }

    /// <summary>True when this QEMU knows no sandbox.</summary>
    public bool RefusedSandbox => _process.Errors.Contains("sandbox", StringComparison.OrdinalIgnoreCase) || _process.Errors.Contains("seccomp", StringComparison.OrdinalIgnoreCase);

    bool IsProbing => _accelerator == MachineAccelerator.Kvm && _job.Settings.Accelerator == MachineAccelerator.Auto;

    /// <summary>Starts QEMU, or returns null when it can't be.</summary>
    public static MachineSession? Start(MachineJob job, string program, MachineAccelerator accelerator, bool sandboxed)
    {
        IEnumerable<string> arguments = QemuArguments.Run(job.Settings, accelerator, job.Files);
        if (sandboxed)
            arguments = QemuArguments.Sandbox.Concat(arguments);
        return QemuProcess.Start(program, arguments, job.Files.Sockets) is { } process ? new MachineSession(job, accelerator, process) : null;
    }

    /// <summary>Follows the guest to its end, writes what was asked for, and stops QEMU.</summary>
    public MachineRun Run()
    {
        MachineEnd end = Prepare() ? Follow() : Failed();
        bool wanted = end is MachineEnd.Reported or MachineEnd.Silent or MachineEnd.Limit && _job.Settings.Dump || end == MachineEnd.Finished && _job.Settings.DumpWhenFinished;
        string? dump = wanted ? Dump() : null;
        if (end == MachineEnd.Saved && !Save())
            end = MachineEnd.Failed;
        Stop();
        _console.Follow(_job.Limits.MaxLogBytes);
        _reports.Look(_console.ReadyAt, _console.Length);
        return new MachineRun
        {
            End = _job.Cancel.IsCancellationRequested ? MachineEnd.Interrupted : end,
            LogPath = _job.Files.Log,
            DumpPath = dump,
            Duration = _job.Elapsed,
            Accelerator = _accelerator,
            Phase = _console.Phase,
            Kinds = _reports.Kinds,
            Notes = [.. _notes],
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _control?.Dispose();
        _process.Dispose();
        _console.Dispose();
    }

    bool GoOn() => !_job.Cancel.IsCancellationRequested && !_process.HasEnded;

    /// <summary>Opens the way to control QEMU, and fills a machine that goes on from a saved state.</summary>
    bool Prepare()
    {
        _control = QmpClient.Connect(_job.Files.ControlSocket, _job.Limits.AnswerTime, GoOn);
        if (_control is null)
            return false;
        if (_job.Settings.RestoreFrom is not { } state)
            return true;
        if (MachineState.Restore(_control, state, _job.Files, _job.Limits, GoOn) is { } failure)
        {
            _notes.Add(failure);
            return false;
        }

        _console.TakeForReady();
        return true;
    }

    MachineEnd Follow()
    {
        while (true)
        {
            _console.Follow();
            if (Decide() is { } end)
                return end;
            if (_console.Phase >= MachinePhase.Ready && !_commanded)
                SendCommand();
            Tell(_reportedAt is null ? _console.Phase : MachinePhase.Reported);
            _job.Cancel.WaitHandle.WaitOne(Step);
        }
    }

    MachineEnd? Decide()
    {
        if (_job.Cancel.IsCancellationRequested)
            return MachineEnd.Interrupted;
        if (_process.HasEnded)
            return EndedByItself();
        if (Stopwatch.GetTimestamp() >= _nextSeldom)
            LookAround();
        if (_console.Length - _job.LogStart > _job.Limits.MaxLogBytes)
            return Failed(Message.Of("vm.log-too-long", _job.Limits.MaxLogBytes >> 20));
        if (!_spaceLeft)
            return Failed(Message.Of("vm.disk-full", _job.Files.Results));
        if (IsProbing && !_console.HasSpoken && _job.Elapsed > _job.Limits.FirstSign)
            return Failed(Message.Of("vm.kvm-silent", _job.Limits.FirstSign.TotalSeconds));
        if (_console is { HasSpoken: false, Phase: < MachinePhase.Ready } && _job.Elapsed > _job.Limits.FirstLine)
            return Failed(Message.Of("vm.no-console", _job.Limits.FirstLine.TotalSeconds));
        if (_console.Phase >= MachinePhase.Ready)
            return DecideWhenReady() ?? (_job.Elapsed > _job.Settings.Limit ? MachineEnd.Limit : null);
        if (Since(_reportedAt) > PanicSettle)
            return Failed(Message.Of("vm.panic-at-boot", _job.Files.Log));
        return _job.Elapsed > _job.Settings.Limit ? Failed(Message.Of("vm.not-ready", _job.Settings.Limit.TotalSeconds, _job.Files.Log)) : null;
    }

    MachineEnd? DecideWhenReady()
    {
        if (_job.Settings.SaveTo is not null)
            return MachineEnd.Saved;
        if (_reportedAt is not null)
        {
            TimeSpan settle = HasPanicked && PanicSettle < _job.Watch.Settle ? PanicSettle : _job.Watch.Settle;
            return Since(_reportedAt) > settle ? MachineEnd.Reported : null;
        }

        if (_console.Phase == MachinePhase.CameBack)
            _cameBackAt ??= Stopwatch.GetTimestamp();
        if (Since(_cameBackAt) > _job.Watch.Quiet)
            return MachineEnd.Finished;
        return Since(_console.LastSign) > _job.Watch.Silence ? MachineEnd.Silent : null;
    }

    bool HasPanicked => _reports.Kinds.Contains(ReportKind.Panic);

    /// <summary>Reads the log for reports, and looks whether the disk still takes it.</summary>
    void LookAround()
    {
        _nextSeldom = Stopwatch.GetTimestamp() + (long)(SeldomStep.TotalSeconds * Stopwatch.Frequency);
        bool ready = _console.Phase >= MachinePhase.Ready;
        if (ready && !_wasReady)
        {
            // What a slow machine reports while it boots is no answer to the trigger.
            _wasReady = true;
            _reports = new ReportWatch(_job.Files.Log);
        }

        _reports.Look(ready ? _console.ReadyAt : _job.LogStart, _console.Length);
        if (HasPanicked || (ready && _reports.Kinds.Any(_job.Watch.Kinds.Contains)))
            _reportedAt ??= Stopwatch.GetTimestamp();
        _spaceLeft = DiskSpace.Free(_job.Files.Results) is not { } free || free >= _job.Limits.MinFreeWhileRunning;
    }

    MachineEnd EndedByItself()
    {
        _console.Follow(_job.Limits.MaxLogBytes);
        LookAround();
        if (_console.Phase < MachinePhase.Ready)
            return Failed();
        if (_reportedAt is not null)
            return MachineEnd.Reported;
        return _console.Phase == MachinePhase.CameBack ? MachineEnd.Finished : Failed();
    }

    MachineEnd Failed(Message? why = null)
    {
        if (why is null && !_job.Cancel.IsCancellationRequested && _notes.Count == 0)
        {
            _process.Drain();
            why = _process.Errors is { Length: > 0 } words ? Message.Of("vm.qemu-said", words)
                : _process.HasEnded ? Message.Of("vm.qemu-ended", _job.Files.Log) : Message.Of("vm.qemu-silent", _job.Limits.AnswerTime.TotalSeconds);
        }

        if (why is not null)
            _notes.Add(why);
        return MachineEnd.Failed;
    }

    string? Dump()
    {
        if (_control is null || _process.HasEnded)
        {
            _notes.Add(Message.Of("vm.dump-no-machine"));
            return null;
        }

        Tell(MachinePhase.Dumping);
        if (MachineDump.Write(_control, _job.Files, _job.Settings, _job.Limits, GoOn) is not { } failure)
            return _job.Files.Dump;
        _notes.Add(failure);
        return null;
    }

    bool Save()
    {
        Tell(MachinePhase.Saving);
        if (MachineState.Save(_control!, _job.Settings.SaveTo!, _job.Files, _job.Limits, GoOn) is not { } failure)
            return true;
        _notes.Add(failure);
        return false;
    }

    void SendCommand()
    {
        _commanded = true;
        if (_job.Settings.Command is { } command && !CommandChannel.Send(_job.Files.CommandSocket, command, _job.Limits.AnswerTime, GoOn))
            _notes.Add(Message.Of("vm.command-failed"));
    }

    // Asked first, so that everything written is on disk; the end of this process would do as well.
    void Stop()
    {
        if (!_process.HasEnded && _control is not null && !_job.Cancel.IsCancellationRequested)
        {
            _control.Execute("quit", null, _job.Limits.QuitTime, GoOn);
            _process.WaitForEnd(_job.Limits.QuitTime);
        }

        _process.Dispose();
    }

    void Tell(MachinePhase phase)
    {
        if (_job.Progress is null || (phase == _told && _job.Elapsed < _job.NextTold))
            return;
        _told = phase;
        _job.NextTold = _job.Elapsed + SeldomStep;
        _job.Progress.Report(new MachineProgress(phase, _job.Elapsed, _accelerator));
    }

    static TimeSpan Since(long? stamp) => stamp is { } from ? Stopwatch.GetElapsedTime(from) : TimeSpan.Zero;
}
