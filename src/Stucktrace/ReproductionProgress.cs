using Stucktrace.Formats;
using Stucktrace.Reproduction.Machines;

namespace Stucktrace;

/// <summary>What a reproduction is at.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Machine">What the virtual machine is at, while one runs; else null.</param>
public sealed record ReproductionProgress(Message Step, MachineProgress? Machine = null);
