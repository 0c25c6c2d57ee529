namespace Stucktrace.Incidents;

/// <summary>Which of a CPU's stacks a frame lies on.</summary>
public enum FrameContext
{
    /// <summary>The task's stack.</summary>
    Task,
    /// <summary>A hard or soft interrupt stack (<c>&lt;IRQ&gt;</c>, <c>&lt;SOFTIRQ&gt;</c>).</summary>
    Interrupt,
    /// <summary>The NMI stack, or another exception stack (<c>&lt;NMI&gt;</c>, <c>&lt;#DF&gt;</c>, <c>&lt;#DB&gt;</c>).</summary>
    Exception,
}
