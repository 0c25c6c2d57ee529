namespace Stucktrace.Kernel;

/// <summary>
/// What list_del leaves in a node's pointers: LIST_POISON1 and 2 are 0x00100100 and 0x00200200 until 4.2 (Enterprise Linux 6 and 7), 0x100 and 0x200 until
/// 5.1, 0x100 and 0x122 since, on top of CONFIG_ILLEGAL_POINTER_VALUE = 0xdead000000000000 on x86-64 (include/linux/poison.h). list_del_rcu poisons prev
/// only, so that readers get on through next.
/// </summary>
public static class ListPoison
{
    const ulong Illegal = 0xdead_0000_0000_0000;

    /// <summary>Whether a pointer of a node is one of them.</summary>
    /// <param name="pointer">The pointer.</param>
    public static bool Is(ulong pointer) => (pointer - Illegal) is 0x100 or 0x122 or 0x200 or 0x00100100 or 0x00200200;
}
