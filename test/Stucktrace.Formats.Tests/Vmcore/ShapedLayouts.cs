namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Layouts that no kernel has: what reads a shaped kernel must take them from the dump.</summary>
public static class ShapedLayouts
{
    /// <param name="groupList">Threads hang on thread_group (to 6.6).</param>
    /// <param name="signalList">Threads hang on signal-&gt;thread_head (since 3.14).</param>
    public static Dictionary<string, Dictionary<string, (int Offset, int Size)>> Threads(bool groupList, bool signalList)
    {
        Dictionary<string, (int, int)> task = new(StringComparer.Ordinal)
        {
            ["__state"] = (16, 4),
            ["stack"] = (24, 8),
            ["flags"] = (36, 4),
            ["tasks"] = (0x2b0, 16),
            ["mm"] = (0x300, 8),
            ["active_mm"] = (0x308, 8),
            ["exit_state"] = (0x330, 4),
            ["exit_code"] = (0x334, 4),
            ["exit_signal"] = (0x338, 4),
            ["pid"] = (0x3a0, 4),
            ["tgid"] = (0x3a4, 4),
            ["real_parent"] = (0x3b0, 8),
            ["parent"] = (0x3b8, 8),
            ["children"] = (0x3c0, 16),
            ["sibling"] = (0x3d0, 16),
            ["group_leader"] = (0x3e0, 8),
            ["comm"] = (0x5c8, 16),
            ["signal"] = (0x640, 8),
            ["thread.sp"] = (0x1218, 8),
        };
        Dictionary<string, (int, int)> signal = new(StringComparer.Ordinal) { ["nr_threads"] = (8, 4) };
        if (groupList)
            task["thread_group"] = (0x420, 16);
        if (signalList)
        {
            task["thread_node"] = (0x430, 16);
            signal["thread_head"] = (0x10, 16);
        }

        return new(StringComparer.Ordinal)
        {
            ["task_struct"] = task,
            ["signal_struct"] = signal,
            ["list_head"] = new(StringComparer.Ordinal) { ["next"] = (0, 8), ["prev"] = (8, 8) },
            ["module"] = new(StringComparer.Ordinal) { ["state"] = (0, 4), ["list"] = (8, 16), ["name"] = (24, 56) },
        };
    }

    /// <summary>Size of a struct: what its last field needs, rounded up.</summary>
    public static int SizeOf(Dictionary<string, (int Offset, int Size)> fields) => (fields.Values.Max(f => f.Offset + f.Size) + 63) & ~63;
}
