namespace Stucktrace.Lab.Dumps;

/// <summary>A task as /proc/TGID/task/PID/stat has it.</summary>
/// <param name="Pid">Id of the thread.</param>
/// <param name="Tgid">Id of the process.</param>
/// <param name="Parent">Id of the parent process.</param>
/// <param name="State">State letter.</param>
/// <param name="Comm">Name; the kernel's workers have what they work on behind a <c>-</c> or <c>+</c>.</param>
sealed record TaskFact(int Pid, int Tgid, int Parent, char State, string Comm);
