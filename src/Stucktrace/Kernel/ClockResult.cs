namespace Stucktrace.Kernel;

/// <summary>What a function that tells the time returns.</summary>
public enum ClockResult
{
    /// <summary>Nothing that is the time itself: it writes it somewhere, or converts one.</summary>
    None,

    /// <summary>Nanoseconds.</summary>
    Nanoseconds,

    /// <summary>Whole seconds.</summary>
    Seconds,

    /// <summary>Ticks of the timer.</summary>
    Jiffies,
}
