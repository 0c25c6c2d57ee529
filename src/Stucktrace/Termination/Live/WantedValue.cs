namespace Stucktrace.Termination.Live;

/// <summary>A value that every object on the way is compared with.</summary>
/// <param name="Value">The value.</param>
/// <param name="Bytes">Width of what is compared.</param>
/// <param name="FieldOffset">Offset of the field in the object, or from the node where the object is not known.</param>
/// <param name="Field">Name of the field, or null.</param>
/// <param name="Branch">Address of the branch that would leave.</param>
/// <param name="Register">Name of the register that holds the value, or null for a number in the code.</param>
public sealed record WantedValue(ulong Value, int Bytes, long FieldOffset, string? Field, ulong Branch, string? Register);
