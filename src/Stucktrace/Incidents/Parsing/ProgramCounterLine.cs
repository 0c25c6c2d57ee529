namespace Stucktrace.Incidents.Parsing;

/// <summary>Where a CPU was, or would have returned to, from a line of a register dump.</summary>
/// <param name="Location">The place.</param>
/// <param name="UserSide">True when the line shows a place in a program: the registers that follow are those of its entry into the kernel.</param>
/// <param name="ReturnAddress">True for the link register (<c>lr</c>, <c>LR is at</c>, <c>ra</c>).</param>
/// <param name="Segment">Code segment, on x86 where printed.</param>
/// <param name="Epilogue">True for the line at the end of an x86 oops that repeats the place (<c>RIP  [&lt;…&gt;] foo</c>).</param>
readonly record struct ProgramCounterLine(CodeLocation Location, bool UserSide, bool ReturnAddress, ulong? Segment, bool Epilogue);
