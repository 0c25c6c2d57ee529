namespace Stucktrace.Code;

/// <summary>What is known of a byte of a code section from a first pass over all its instructions, and from what points at it.</summary>
[Flags]
enum ByteRole : ushort
{
    None = 0,

    /// <summary>An instruction begins here.</summary>
    Start = 1,

    /// <summary>Control does not go on behind the instruction that begins here.</summary>
    Ends = 2,

    /// <summary>The instruction that begins here does nothing: padding, or a no-op.</summary>
    Padding = 4,

    /// <summary>Something calls it.</summary>
    Called = 8,

    /// <summary>Data holds its address.</summary>
    Stored = 16,

    /// <summary>Code takes its address.</summary>
    Taken = 32,

    /// <summary>An instruction of the same section jumps to it.</summary>
    JumpedTo = 64,

    /// <summary>A jump table or a table of patch sites or fixups leads to it: surely inside a function.</summary>
    Inner = 128,

    /// <summary>A function begins here.</summary>
    Function = 256,

    /// <summary>An instruction of another section jumps to it.</summary>
    ReachedFromElsewhere = 512,
}
