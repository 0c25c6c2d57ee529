namespace Stucktrace.Kernel.Processes;

/// <summary>How a kernel of some era links tasks. Read from kernel/fork.c, kernel/exit.c and fs/exec.c of 2.6.32, EL6, EL7, 4.9, EL8, 5.4, 6.1 and 6.12.</summary>
/// <param name="ThreadsAreSiblings">Whether every thread is linked into its parent's children (2.6.32 and EL6: copy_process adds before it asks for a leader), or leaders only.</param>
/// <param name="Poison1">LIST_POISON1, include/linux/poison.h with CONFIG_ILLEGAL_POINTER_VALUE.</param>
/// <param name="Poison2">LIST_POISON2.</param>
public sealed record ProcessRules(bool ThreadsAreSiblings, ulong Poison1, ulong Poison2)
{
    /// <summary>2.6.32 and EL6.</summary>
    public static ProcessRules Era2632 { get; } = new(ThreadsAreSiblings: true, 0xdead000000100100, 0xdead000000200200);

    /// <summary>3.x and EL7: leaders only.</summary>
    public static ProcessRules Era310 { get; } = new(ThreadsAreSiblings: false, 0xdead000000100100, 0xdead000000200200);

    /// <summary>4.3 to 4.16: new poison values.</summary>
    public static ProcessRules Era49 { get; } = new(ThreadsAreSiblings: false, 0xdead000000000100, 0xdead000000000200);

    /// <summary>Later kernels.</summary>
    public static ProcessRules Modern { get; } = new(ThreadsAreSiblings: false, 0xdead000000000100, 0xdead000000000122);

    /// <summary>The rules of a kernel; of today's kernels when it is not known.</summary>
    /// <param name="kernel">The kernel.</param>
    public static ProcessRules Of(KernelRelease? kernel) => kernel switch
    {
        null => Modern,
        { Major: 2 } => Era2632,
        { Major: 3 } or { Major: 4, Minor: < 3 } => Era310,
        { Major: 4, Minor: < 17 } => Era49,
        _ => Modern,
    };
}
