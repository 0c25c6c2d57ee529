using System.Collections.Immutable;
using Stucktrace.Kernel;

namespace Stucktrace.Dump.Locks;

/// <summary>What one blocked task waits for.</summary>
/// <param name="Task">The task.</param>
/// <param name="Frames">Its stack, as far as it could be read.</param>
/// <param name="Function">The frame that tells what it waits for, or null.</param>
/// <param name="For">What its stack says that it waits for, or null.</param>
/// <param name="Lock">The lock in whose queue it was found, or null.</param>
/// <param name="WorkCpu">CPU in whose pool a work item waits that lies on the task's stack: it waits for that CPU to run the work; null without.</param>
public sealed record TaskWait(DumpedTask Task, ImmutableArray<DumpedFrame> Frames, DumpedFrame? Function, WaitsFor? For, DumpedLock? Lock, int? WorkCpu = null);
