namespace Stucktrace.Dump.CpuStates;

/// <summary>A timer whose time is over and that has not run.</summary>
/// <param name="Address">Address of its timer_list.</param>
/// <param name="Function">Address of its function.</param>
/// <param name="OverdueTicks">Ticks since it should have run.</param>
/// <param name="OverdueSeconds">The same in seconds, where HZ is known.</param>
/// <param name="Task">Address of the task that sleeps until it runs (schedule_timeout()), or 0.</param>
public readonly record struct OverdueTimer(ulong Address, ulong Function, ulong OverdueTicks, double? OverdueSeconds, ulong Task);
