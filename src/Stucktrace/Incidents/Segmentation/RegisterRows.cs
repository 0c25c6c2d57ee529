namespace Stucktrace.Incidents.Segmentation;

/// <summary>Order of the rows in an x86-64 register dump (__show_regs), for telling two dumps that were printed at once apart.</summary>
static class RegisterRows
{
    static readonly string[] Order = ["RIP:", "Code:", "RSP:", "RAX:", "RDX:", "RBP:", "R10:", "R13:", "FS:", "CS:", "CR2:", "DR0:", "DR3:", "Call Trace:"];

    /// <summary>Place of the row in the dump, or -1.</summary>
    public static int RankOf(ReadOnlySpan<char> text)
    {
        if (text.Length < 4 || text[0] is not ('R' or 'C' or 'F' or 'D'))
            return -1;
        for (int i = 0; i < Order.Length; i++)
        {
            if (text.StartsWith(Order[i], StringComparison.Ordinal))
                return i;
        }

        return -1;
    }
}
