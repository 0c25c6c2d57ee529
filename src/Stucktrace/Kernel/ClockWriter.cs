namespace Stucktrace.Kernel;

/// <summary>Who moves a clock word on while a CPU loops.</summary>
public enum ClockWriter
{
    /// <summary>The timer interrupt of some CPU, whichever has the duty: it goes on although one CPU is stuck.</summary>
    AnyTick,

    /// <summary>Interrupts of the CPU that it belongs to: it goes on as long as that CPU takes interrupts.</summary>
    OwnInterrupts,

    /// <summary>The grace-period machinery, from several CPUs and its own threads.</summary>
    Rcu,
}
