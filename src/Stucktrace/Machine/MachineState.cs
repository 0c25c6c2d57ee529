namespace Stucktrace.Machine;

/// <summary>Registers and flags of one point of a run. Memory is apart, behind <see cref="IMachineMemory{TValue}"/>.</summary>
/// <typeparam name="TValue">One value.</typeparam>
public sealed class MachineState<TValue>
{
    /// <summary>Number of general registers.</summary>
    public const int RegisterCount = 16;

    /// <summary>Index of RSP, in the processor's own numbering (RAX 0, RCX 1, RDX 2, RBX 3, RSP 4, RBP 5, RSI 6, RDI 7, R8 to R15).</summary>
    public const int StackPointer = 4;

    MachineFlags<TValue> _flags;

    /// <summary>The general registers, whole.</summary>
    public TValue[] Registers { get; } = new TValue[RegisterCount];

    /// <summary>The flags.</summary>
    public ref MachineFlags<TValue> Flags => ref _flags;

    /// <summary>Whether string instructions go down (std). The kernel keeps this flag clear.</summary>
    public bool DirectionDown { get; set; }

    /// <summary>
    /// Whether the CPU takes interrupts, for runs that begin with the flags of a real one; null where nothing is known of it, and for all others.
    /// </summary>
    public bool? Interrupts { get; set; }

    /// <summary>Whether cli, sti, pushf and popf are followed: in a run along one path only, since paths that meet are not compared in it.</summary>
    public bool FollowsInterrupts { get; init; }
}
