using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Machines;

/// <summary>What a running virtual machine is at, told when it changes and once a second.</summary>
/// <param name="Phase">What it is at.</param>
/// <param name="Elapsed">Time since the run began.</param>
/// <param name="Accelerator">What it runs on.</param>
/// <param name="Note">Something that the user should know, such as that KVM does not work here; most often null.</param>
public sealed record MachineProgress(MachinePhase Phase, TimeSpan Elapsed, MachineAccelerator Accelerator, Message? Note = null);
