namespace Stucktrace.Lab.Dumps;

/// <summary>A module as /proc/modules has it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Size">Bytes of all that stays loaded.</param>
/// <param name="State">State: <c>Live</c>.</param>
/// <param name="Address">Where its code begins.</param>
/// <param name="Taint">Taint flags, such as <c>OE</c>.</param>
sealed record ModuleFact(string Name, ulong Size, string State, ulong Address, string Taint);
