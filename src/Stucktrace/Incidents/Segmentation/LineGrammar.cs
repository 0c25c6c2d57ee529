using System.Buffers;
using Stucktrace.Incidents.Parsing;

namespace Stucktrace.Incidents.Segmentation;

/// <summary>Which lines can belong to a report that has begun.</summary>
static class LineGrammar
{
    /// <summary>What the lines of reports begin with, besides frames, registers and blanks; arch/*/kernel/{traps,process,dumpstack}.c, kernel/locking/lockdep.c, mm/kasan, mm/slub.c.</summary>
    static readonly string[] Beginnings =
    [
        "Modules linked in:", "last unloaded", "CPU", "Hardware name:", "Code:", "Process ", "Workqueue:", "Call Trace", "Call trace", "Backtrace:", "stack backtrace",
        "Stack:", "Stack ", "Pid:", "PID:", "Tainted:", "Not tainted", "\"echo 0 >", "task:", "task ", "pstate:", "pc :", "lr :", "sp :", "PC is at", "LR is at", "pgd", "PGD", "*pde", "*pgd",
        "Oops", "Internal error", "RIP", "RSP", "EIP", "ESP", "IP:", "NIP", "LR ", "GPR", "CFAR", "MSR", "REGS:", "TRAP:", "DAR:", "SMP", "---[", "---", "------------[", "====",
        "note:", "irq event stamp", "hardirqs last", "softirqs last", "Preemption disabled", "locks held by", "lock held by", "Showing all locks", "Showing busy", "Showing backtraces",
        "workqueue ", "pwq", "pool ", "in-flight", "pending", "delayed", "inactive",
        "Dumping ftrace buffer", "Kernel Offset", "Rebooting in", "general protection", "Fixing recursive fault", "Disabling lock debugging", "CR2:", "Instruction dump:",
        "Krnl PSW", "Krnl GPRS", "Krnl Code", "User PSW", "Last Breaking", "status:", "epc", "ra ", "gp ", "Cause", "BadVA", "PrId", "Register ", "Flags:", "Control:", "Mem abort info",
        "ESR", "Exception class", "Data abort", "swapper pgtable", "user pgtable", "xpsr", "ERA:", "$ ", "Hi ", "Lo ", "Sending NMI", "rcu:", "INFO: NMI", "(detected", "(t=", "Blocked by",
        "Read of size", "Write of size", "Allocated by", "Freed by", "The buggy address", "which belongs", "Memory state", "page:", "page dumped", "flags:", "raw:", "head:", "index:", "Object ",
        "Redzone", "Padding", "Bytes b4", "Local variable", "Uninit was", "Bytes ", "Memory access of size", "Data copied to user", "Reported by Kernel", "value changed", "race at unknown", "read to 0x", "write to 0x",
        "read-write", "read (", "write (", "Last potentially", "Second to last", "CRED:", "last function:", "backtrace", "comm \"", "hex dump", "unreferenced object", "freed by", "allocated by",
        "but task", "but there", "other info", "the existing", "which lock", "the dependencies", "the shortest", "1 lock", "2 locks", "is trying", "*** DEADLOCK", "{", "no locks", "buddy", "lock:",
        "ex:", "addr:", "file:", "BUG: unable", "Mem-Info", "Node ", "Tasks state", "oom-kill", "wait:", "leaving the kernel", "0: kd>", "invalid opcode", "shift exponent", "signed integer", "unsigned integer", "index ",
        "load of", "member access", "division", "load address", "<", "refcount_t:", "list_", "Fatal exception", "may_sleep", "in_atomic", "preempt_count", "RCU nest", "Possible unsafe", "kfence-#", "allocated", "Bad ", "Possible interrupt",
    ];

    /// <summary>What lockdep and others say in the middle of lines that begin with a task's name or an address.</summary>
    static readonly SearchValues<string> Phrases = SearchValues.Create(
        [", at: ", " is trying to ", " is freeing memory ", " is exiting with locks ", " is leaving the kernel ", " which became ", " just changed the state of lock", " lock held by ", " locks held by ", " usage.", " takes:", " was registered at:"],
        StringComparison.Ordinal);

    static readonly BeginningSet Begins = new(Beginnings);

    /// <summary>Lines that may still follow <c>---[ end trace</c> or <c>&lt;/TASK&gt;</c> without a new header.</summary>
    static readonly string[] Epilogues =
    [
        "RIP", "RSP", "Code", "CR2", "EIP", "SS:ESP", "---[", "note:", "RAX", "RDX", "RBP", "RBX", "R1", "FS", "CS", "RCX", "RSI", "RDI", "</", "<TASK>", "Modules linked", "Kernel Offset", "Dumping ftrace",
        "Showing", "1 lock", "2 lock", "INFO: NMI", "Disabling", "task:", "Sending NMI", "====", "Allocated by", "Freed by", "The buggy", "Memory state", "Rebooting in", "Fixing", "------------[",
    ];

    static readonly BeginningSet AfterEnd = new(Epilogues);

    /// <summary>True when a line can belong to a report.</summary>
    public static bool Continues(string text)
    {
        if (text.Length == 0)
            return true;
        char first = text[0];
        if (first is ' ' or '\t' or '[' or '#')
            return true;
        return Begins.Matches(text) || IsRegisterRow(text) || text.AsSpan().ContainsAny(Phrases) || FrameParser.TryParse(text, out _) || ProgramCounterParser.TryParse(text, out _)
            || CpuLineParser.TryParse(text, 0, out _) || IsWordRow(text) || TaskLine.IsOne(text) || IsLockCount(text);
    }

    /// <summary>True when a line can belong to a report whose end mark was seen.</summary>
    public static bool ContinuesAfterEnd(string text) =>
        text.AsSpan().Trim().IsEmpty || AfterEnd.Matches(text.AsSpan().TrimStart()) || IsLockCount(text);

    static bool IsRegisterRow(string text)
    {
        // "x29: ffff… x28: …", "R10: …", "eax: …", "r7 : …", "s0 : …": a short name, a colon and a hexadecimal number.
        int colon = text.IndexOf(':');
        if (colon is < 1 or > 5 || colon + 2 >= text.Length)
            return false;
        ReadOnlySpan<char> value = text.AsSpan(colon + 1).TrimStart();
        int digits = 0;
        while (digits < value.Length && char.IsAsciiHexDigit(value[digits]))
            digits++;
        return digits >= 4 && (digits == value.Length || value[digits] is ' ' or '(');
    }

    // Raw stack words whose leading blank syslog took off: "6e696c657361626c 00000a6e61637365 …"
    static bool IsWordRow(string text)
    {
        int digits = 0;
        while (digits < text.Length && char.IsAsciiHexDigit(text[digits]))
            digits++;
        return digits is 8 or 16 && (digits == text.Length || text[digits] == ' ');
    }

    // "2 locks held by syz-executor/123:"
    static bool IsLockCount(string text) => char.IsAsciiDigit(text[0]) && text.Contains(" held by ", StringComparison.Ordinal);

    /// <summary>True for a line that announces one place in code on the next line.</summary>
    public static bool IsPlaceHeading(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.EndsWith(" at:", StringComparison.Ordinal) && (text.StartsWith("Preemption disabled", StringComparison.Ordinal)
            || text.Contains(" release lock ", StringComparison.Ordinal) || text.Contains(" contend lock ", StringComparison.Ordinal));
    }
}
