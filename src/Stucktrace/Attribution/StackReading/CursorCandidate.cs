namespace Stucktrace.Attribution.StackReading;

/// <summary>A register that holds another object of the task structures' slab cache.</summary>
/// <param name="Register">Register.</param>
/// <param name="Value">Its value.</param>
/// <param name="Layout">Layout that both addresses fit.</param>
/// <param name="OwnIndex">Index of the current task's object in its slab.</param>
/// <param name="OtherIndex">Index of this object in its slab.</param>
sealed record CursorCandidate(string Register, ulong Value, TaskStructLayout Layout, int OwnIndex, int OtherIndex);
