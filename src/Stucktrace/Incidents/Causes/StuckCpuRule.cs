using Stucktrace.Formats;
using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Causes;

/// <summary>A task that waits for something to run on a CPU that is stuck: per-CPU work, the stopper, an interrupt to be answered.</summary>
sealed class StuckCpuRule : ICauseRule
{
    public Link? Explain(Stall victim, StalledMachine machine)
    {
        if (victim.Wait is not { Function.NeedsAnotherCpu: true } wait)
            return null;
        foreach (Stall cpu in machine.Near(victim, StallKind.StuckCpu))
        {
            if (!Order.Allows(cpu, victim) || cpu.SpinsForCpu || !CanHoldUp(cpu, wait))
                continue;
            return new Link(
                cpu,
                "waits-for-cpu",
                Message.Of(wait.For switch
                {
                    WaitsFor.Work => "incident.waits-for-work",
                    WaitsFor.CpuScheduling => "incident.waits-for-stopper",
                    _ => "incident.waits-for-interrupt",
                }, victim.First.Task(), wait.Function.Name, cpu.Cpu),
                [victim.First.At(wait.Frame), cpu.First.Headline()]);
        }

        return null;
    }

    // A CPU in a soft lockup still answers interrupts unless its flags say that they are off; a hard lockup answers none.
    static bool CanHoldUp(Stall cpu, TaskWait wait) => wait.For switch
    {
        WaitsFor.CpuInterrupt => cpu.First.Kind == ReportKind.HardLockup || InterruptsOff(cpu.First),

        // A flush of a single item waits for that item only: per-CPU work is what a stuck CPU can't run.
        WaitsFor.Work => true,
        _ => true,
    };

    static bool InterruptsOff(Report report) => report.Registers["eflags"] is { } flags && (flags & 0x200) == 0;
}
