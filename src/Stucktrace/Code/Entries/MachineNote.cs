namespace Stucktrace.Code.Entries;

/// <summary>An instruction that changes or reads what only the kernel should.</summary>
/// <param name="At">Address of the instruction.</param>
/// <param name="By">The function.</param>
/// <param name="Kind">What it does.</param>
readonly record struct MachineNote(ulong At, Function By, KernelChangeKind Kind);
