namespace Stucktrace.Kernel;

/// <summary>A variable of the kernel that goes on by itself: it stands still in a dump and in a module file, and nowhere else.</summary>
/// <param name="Symbol">Name of the variable; of a per-CPU one without the prefix <c>per_cpu__</c> that kernels up to 2.6.33 gave it.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Writer">Who moves it on.</param>
/// <param name="IsPerCpu">Whether each CPU has its own.</param>
/// <param name="Structure">When only one member goes on: the struct that the variable is of, else null for the whole variable.</param>
/// <param name="Field">That member.</param>
/// <param name="Source">Where the kernel writes it, for people.</param>
public sealed record ClockWord(string Symbol, ClockUnit Unit, ClockWriter Writer, bool IsPerCpu, string? Structure, string? Field, string Source);
