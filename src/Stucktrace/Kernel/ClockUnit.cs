namespace Stucktrace.Kernel;

/// <summary>What a clock word counts.</summary>
public enum ClockUnit
{
    /// <summary>Ticks of the timer, CONFIG_HZ of them a second.</summary>
    Jiffies,

    /// <summary>Time of day, monotonic time, or a part of them.</summary>
    Time,

    /// <summary>Events: ticks of one CPU, interrupts, grace periods.</summary>
    Events,
}
