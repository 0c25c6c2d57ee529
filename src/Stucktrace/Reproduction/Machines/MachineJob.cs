using System.Diagnostics;

namespace Stucktrace.Reproduction.Machines;

/// <summary>A run that was asked for: what each start of QEMU for it shares.</summary>
sealed class MachineJob(
    MachineSettings settings, MachineWatch watch, MachineLimits limits, MachineFiles files, IProgress<MachineProgress>? progress, CancellationToken cancel)
{
    readonly long _start = Stopwatch.GetTimestamp();

    public MachineSettings Settings { get; } = settings;

    public MachineWatch Watch { get; } = watch;

    public MachineLimits Limits { get; } = limits;

    public MachineFiles Files { get; } = files;

    public IProgress<MachineProgress>? Progress { get; } = progress;

    public CancellationToken Cancel { get; } = cancel;

    /// <summary>Time since the run began, an accelerator that was given up included.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>When progress is told again.</summary>
    public TimeSpan NextTold { get; set; }

    /// <summary>Bytes of the log that were there before QEMU started: those of the state that is restored.</summary>
    public long LogStart { get; private set; }

    /// <summary>Makes the log as QEMU shall go on with it: empty, or what a saved machine had written.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public void PrepareLog()
    {
        File.Delete(Files.Log);
        LogStart = 0;
        if (Settings.RestoreFrom is { } state && File.Exists(MachineState.LogOf(state)))
        {
            File.Copy(MachineState.LogOf(state), Files.Log);
            LogStart = new FileInfo(Files.Log).Length;
        }
    }
}
