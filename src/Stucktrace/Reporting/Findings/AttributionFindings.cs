namespace Stucktrace.Reporting.Findings;

/// <summary>Findings about who is to blame and who is cleared: ST14xx.</summary>
static class AttributionFindings
{
    internal static IReadOnlyList<FindingDescription> All { get; } =
    [
        new("ST1401",
            new("Which module is to blame, or suspected", "哪个模块应负责或有嫌疑"),
            new("The place that does not return, or the bad pointer, belongs to this module, with the reasons.", "不返回的位置或非法指针属于该模块，并给出理由。"),
            new("From where the CPU was or the task sleeps, past helpers that end by themselves; repeats, victims and other incidents of the same failure weigh as well.", "依据 CPU 所在或任务睡眠的位置（跳过会自行结束的辅助函数）；重复采样、受害者以及同一故障的其他事故也计入。"),
            new("A stack that shows another active caller; the module's code, if the loop at that place can't run for ever.", "显示另有活动调用者的栈；或模块代码表明该处循环不可能一直运行。"),
            new("Add the module's file; ask its vendor; switch it off meanwhile.", "加上模块文件；联系厂商；期间停用它。")),
        new("ST1403",
            new("Cleared by name", "点名排除"),
            new("A task or module that appears and is not to blame, with the reason.", "出现在报告中但没有责任的任务或模块及其理由。"),
            new("It only waits, only made the call, is only loaded, appears only in frames left over from earlier calls, or was not loaded in another incident of the same failure.", "它只是在等待、只是发起调用、只是已加载、只出现在残留帧中，或在同一故障的另一次事故中没有加载。"),
            new("An active frame of it at the place that does not return.", "在不返回的位置存在它的活动帧。"),
            new("Don't spend time on it first.", "不要先在它身上花时间。")),
        new("ST1404",
            new("No module is to blame", "不是模块的问题"),
            new("The place is in the kernel itself, the hardware, or a program in user space.", "问题在内核自身、硬件或用户态程序。"),
            new("From the active chain of calls, which holds no module near the place, or from what is waited for.", "依据活动调用链（该位置附近没有模块）或所等待的对象。"),
            new("A module's frame on the active chain near the place.", "该位置附近的活动调用链上出现模块帧。"),
            new("Look where the verdict points.", "按结论所指方向查找。")),
        new("ST1406",
            new("A soft lockup had happened before", "此前已发生 soft lockup"),
            new("Taint L in a later report says that a soft lockup had happened in this boot.", "后来的报告中的污染标志 L 表明本次启动已发生过 soft lockup。"),
            new("The kernel sets L after its first soft-lockup report (kernel/watchdog.c), Red Hat's 2.6.32 too.", "内核在首次 soft lockup 报告后设置 L（kernel/watchdog.c），红帽 2.6.32 也是如此。"),
            new("Nothing short of a patched kernel.", "除非内核被修改。"),
            new("If the log does not show that soft lockup, look for the part that does.", "若日志中没有那次 soft lockup，请查找包含它的部分。")),
        new("ST1407",
            new("Code without symbols", "没有符号的代码"),
            new("The place is printed as a bare address in the area of modules; only one module can own it.", "位置以模块区的裸地址打印；只可能属于一个模块。"),
            new("The kernel prints the symbol of every module that has a symbol table, so the owner was stripped; of the third-party modules loaded only one shows no symbols.", "内核会为有符号表的模块打印符号，因此该模块被去除了符号；已加载的第三方模块中只有一个没有符号。"),
            new("A trampoline (ftrace, kprobes, BPF) at that address.", "该地址属于跳板代码（ftrace、kprobes、BPF）。"),
            new("Look up the address in /proc/modules of that boot, or add the module's file.", "在该次启动的 /proc/modules 中查该地址，或加上模块文件。")),
    ];
}
