namespace Stucktrace.Incidents;

/// <summary>Registers as printed: on the kernel's side, or those that a task entered the kernel with.</summary>
/// <param name="Values">Value by lower-case name as the architecture calls it: <c>rax</c>, <c>rip</c>, <c>x0</c>, <c>pc</c>, <c>cr2</c>, <c>eflags</c>, <c>orig_rax</c>.</param>
/// <param name="Lines">Line in the input where each stands, by the same names.</param>
public sealed record RegisterFile(RegisterDictionary<ulong> Values, RegisterDictionary<long> Lines)
{
    /// <summary>Nothing printed.</summary>
    public static RegisterFile Empty { get; } = new(RegisterDictionary<ulong>.Empty, RegisterDictionary<long>.Empty);

    /// <summary>The value of a register, or null when it is not printed.</summary>
    /// <param name="name">Lower-case name.</param>
    public ulong? this[string name] => Values.TryGetValue(name, out ulong value) ? value : null;
}
