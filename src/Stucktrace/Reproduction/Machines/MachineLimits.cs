namespace Stucktrace.Reproduction.Machines;

/// <summary>Bounds on what a run may cost besides its time.</summary>
public sealed record MachineLimits
{
    /// <summary>The limits that the command line uses.</summary>
    public static MachineLimits Default { get; } = new();

    /// <summary>Largest log, in bytes; a guest that writes more is stopped.</summary>
    public long MaxLogBytes { get; init; } = 64 << 20;

    /// <summary>Free bytes below which a run does not begin: room for a log.</summary>
    public long MinFreeBytes { get; init; } = 16 << 20;

    /// <summary>Free bytes below which a run is stopped: its log would lose lines.</summary>
    public long MinFreeWhileRunning { get; init; } = 1 << 20;

    /// <summary>A dump is tried when at least memory divided by this is free; packed, the memory of a small guest takes a fifth.</summary>
    public int DumpShare { get; init; } = 4;

    /// <summary>How long a guest under KVM may say nothing before KVM is taken for not working here.</summary>
    public TimeSpan FirstSign { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long any guest may say nothing before it is taken for one that can't: without acceleration the first line comes after some seconds.</summary>
    public TimeSpan FirstLine { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long QEMU may take to write a dump or a state.</summary>
    public TimeSpan WriteTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long QEMU may take to end when it is told to, before it is killed.</summary>
    public TimeSpan QuitTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long QEMU may take to answer anything else.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(15);
}
