using Stucktrace.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reporting;

/// <summary>
/// Every fact of the founding case's story stands in the report, in both languages, where docs/report.md says. Facts 1 to 18 and 20 to 22 from the
/// two logs and the module file, fact 19 from a dump.
/// </summary>
public class StoryFactsTests
{
    static readonly Lazy<string> Founding = new(() => Outputs.Html(Diagnosis.Run([Checkout.Sample("dirpro", "messages.log"), Checkout.Sample("dirpro", "vmcore-dmesg.txt"), Checkout.Sample("dirpro", "dirpro.ko")], new DiagnosisOptions()), Language.English));
    static readonly Lazy<string> Dump = new(() => Outputs.Html(Diagnosis.Run([Checkout.Shared("lab", "vmcore", "K1.d31.zlib.kdump"), Checkout.Shared("lab", "ko", "dirpro_rcu.ko")], new DiagnosisOptions()), Language.English));

    /// <summary>Number of the fact, part of the page, what stands there in English and in Chinese.</summary>
    public static TheoryData<int, string, string, string> Facts { get; } = new()
    {
        { 1, "verdict", "CPU 1 is stuck in get_process_name+0x50 of the third-party module dirpro", "CPU 1 卡死在第三方模块 dirpro 的 get_process_name+0x50" },
        { 1, "findings", "in kernel mode at get_process_name+0x50 [dirpro], running wsssr_defence_d:27392, since about 05-23 18:35:19: \"67s\" on this kernel means 72 s", "（内核态）于 get_process_name+0x50 [dirpro]，当前任务 wsssr_defence_d:27392，大约始于 05-23 18:35:19：该内核上的 \"67s\" 相当于 05-23 18:36:31 之前 72 秒" },
        { 1, "timeline", "05-23 18:35:19 CPU 1 incident i1 begins (worked out, not logged)", "05-23 18:35:19 CPU 1 事件 i1 开始（推算所得，日志中没有）" },
        { 2, "findings", "resguard_linux(U), secmodel_linux(U), syshook_linux(U), dirpro(U). (U) on this kernel means unsigned", "resguard_linux(U), secmodel_linux(U), syshook_linux(U), dirpro(U)。在该内核上 (U) 表示未签名" },
        { 3, "findings", "The caller is new_sys_kill+0x5c [dirpro], although the trace marks it \"?\": its return address is the first text address above the stack pointer, at RSP+0x58", "调用者是 new_sys_kill+0x5c [dirpro]，尽管调用栈给它标了 “?”：它的返回地址是栈指针之上的第一个代码地址，位于 RSP+0x58" },
        { 3, "findings", "module dirpro replaces kill(2)", "模块 dirpro 替换了 kill(2)" },
        { 4, "findings", "syshook_linux (get_hookfn, release_context) appears only in frames left over from earlier calls on the same stack: no evidence of guilt", "syshook_linux（get_hookfn, release_context）只出现在同一个栈上早先调用的残留帧中：不能作为问责证据" },
        { 4, "stack", "31 frames. Left over from an earlier call", "共 31 帧。 早先调用的残留" },
        { 5, "findings", "RCX holds 0xffff8820684e4040, the task pointer of the running task: current", "RCX 的值为 0xffff8820684e4040，即当前运行任务的 task 指针：current" },
        { 5, "findings", "RAX = 0x6afc = 27388 looks like a process id and is not the caller's own; the same value lies in the stack at RSP+0x38", "RAX = 0x6afc = 27388，看起来是一个进程号，且不是调用者自己的；栈上 RSP+0x38 处也有同样的值" },
        { 5, "findings", "RDX = 0xffff880f903d4ab0 is another task structure: objects of this kernel's task_struct cache lie 0xa70 bytes apart", "RDX = 0xffff880f903d4ab0 是另一个任务结构：该内核 task_struct 缓存中对象间隔 0xa70 字节" },
        { 6, "findings", "crond:28259 has slept uninterruptibly in synchronize_sched since 05-23 18:38:01 or before (more than 120 s at 05-23 18:40:01): after CPU 1 stopped", "crond:28259 自 05-23 18:38:01 或更早起在 synchronize_sched 中不可中断睡眠（到 05-23 18:40:01 已超过 120 秒）：晚于 CPU 1 停止调度" },
        { 6, "chain", "crond:28259 waits in synchronize_sched for a grace period. CPU 1 does not schedule", "crond:28259 在 synchronize_sched 中等待宽限期（grace period）结束。CPU 1 一直不调度" },
        { 7, "timeline", "1 hung-task report seen. The kernel prints 10 in a boot (kernel.hung_task_warnings) and then none: silence afterwards does not mean that anything recovered", "共见到 1 条 hung task 报告。内核每次启动只打印 10 条（kernel.hung_task_warnings），之后不再打印：其后的沉默不代表恢复" },
        { 8, "findings", "a little over 3 % means N between 26 and 33", "略高于 3 % 说明 N 在 26 到 33 之间" },
        { 8, "chain", "+1 for each of them, but they use no CPU", "每个受害者使其加 1， 却不占用 CPU" },
        { 9, "findings", "Taint L in the report of crond:28259 says that a soft lockup had happened in this boot", "crond:28259 的报告中的污染标志 L 表明本次启动已发生过 soft lockup" },
        { 10, "verdict", "culprit get_process_name [dirpro]", "元凶 get_process_name [dirpro]" },
        { 10, "cleared", "wsssr_defence_d only made the system call kill; it is dirpro that does not return", "wsssr_defence_d 只是发起了系统调用 kill；没有返回的是 dirpro" },
        { 10, "cleared", "crond:28259 is a victim", "crond:28259 是受害者" },
        { 10, "cleared", "syshook_linux was not loaded in the other incident", "另一次事故中没有加载 syshook_linux" },
        { 11, "findings", "both were at get_process_name+0x50 [dirpro], called from new_sys_kill+0x5c [dirpro], whose return address lies in the same stack slot, RSP+0x58", "两次都停在 get_process_name+0x50 [dirpro]，由 new_sys_kill+0x5c [dirpro] 调用，且返回地址位于同一个栈位置 RSP+0x58" },
        { 11, "findings", "RDI = RSI = RSP+0x690 in both", "两次都有 RDI = RSI = RSP+0x690" },
        { 12, "findings", "The same build of dirpro, loaded at two addresses: from get_process_name+0x50 [dirpro] to new_sys_kill+0x5c [dirpro] it is 0x3c8c bytes in both", "同一构建的 dirpro，只是加载地址不同：两份日志中 get_process_name+0x50 [dirpro] 到 new_sys_kill+0x5c [dirpro] 的距离都是 0x3c8c 字节" },
        { 13, "findings", "27388 and 11111, and never the caller's own: the pid that was looked for", "27388 和 11111，且都不是调用者自己的：即所查找的 pid" },
        { 13, "findings", "RCX is the current task in both", "两次 RCX 都是 current" },
        { 14, "findings", "The only third-party module present each time is dirpro. Absent at least once, and so cleared: resguard_linux, secmodel_linux, syshook_linux", "每次都在场的第三方模块只有 dirpro。至少缺席一次、因而排除的有：resguard_linux, secmodel_linux, syshook_linux" },
        { 14, "findings", "Writes new_open_f into sys_call_table[2]: it takes the place of system call open", "把 new_open_f 写入 sys_call_table[2]：取代系统调用 open" },
        { 15, "why", "It ends when the 32-bit field at +0x4a8 of the element equals the first argument (rdi) (.text+0x50e), or the cursor is current again, where the walk began (.text+0x513)", "当前元素的偏移 +0x4a8 处的 32 位字段等于第一个参数（rdi）（.text+0x50e），或游标又回到遍历的起点 current（.text+0x513）" },
        { 15, "why", "no exit tests the head of the list (init_task)", "没有任何出口检查链表头（init_task）" },
        { 16, "findings", "Writes new_sys_kill into sys_call_table[62]: it takes the place of system call kill", "把 new_sys_kill 写入 sys_call_table[62]：取代系统调用 kill" },
        { 16, "findings", "switches the processor's write protection off (CR0.WP)", "关闭处理器写保护（CR0.WP）" },
        { 17, "walk", "caller: a kernel thread; wanted: a pid that nobody has; 10 processes", "调用者：内核线程；查找：无人拥有的 pid；共 10 个进程" },
        { 17, "walk", "reads freed memory; with its old content: never ends", "读取已释放的内存；若其内容未变：永不结束" },
        { 18, "walk", "the same state comes back after 60 instructions (10 rounds)", "执行 60 条指令（10 轮）后回到同一状态" },
        { 18, "walk", "fork() hands out the very number again", "fork() 再次分配到这个号码" },
        { 20, "reproduce", "kill(2) → new_sys_kill → get_process_name", "kill(2) → new_sys_kill → get_process_name" },
        { 20, "reproduce", "pthread_create", "pthread_create" },
        { 20, "reproduce", "stucktrace reproduce", "stucktrace reproduce" },
        { 20, "reproduce", "judges by machine whether the same failure came", "由程序判断是否出现同一故障" },
        { 21, "fix", "for_each_process(p)", "for_each_process(p)" },
        { 21, "fix", "pid_task(find_vpid(nr), PIDTYPE_PID)", "pid_task(find_vpid(nr), PIDTYPE_PID)" },
        { 21, "fix", "find_task_by_vpid() and tasklist_lock are not exported at all", "find_task_by_vpid() 与 tasklist_lock 完全不导出" },
        { 22, "now", "switch the module dirpro off", "停用模块 dirpro" },
        { 22, "advice", "kernel.softlockup_panic = 1", "kernel.softlockup_panic = 1" },
        { 22, "advice", "Arm kdump, so that a panic leaves a vmcore", "启用 kdump，使 panic 能留下 vmcore" },
    };

    /// <summary>What only a dump tells.</summary>
    public static TheoryData<int, string, string, string> FactsOfDump { get; } = new()
    {
        { 19, "why", "It walks round 65 tasks, from 0 swapper/0 on and back to it", "它绕着 65 个任务遍历" },
        { 19, "why", "The current task, 132 worker, is not among them: its group leader is 130 trigger, and only leaders are linked into this list", "130 trigger" },
        { 19, "why", "Looked for is pid 11111, which belongs to nobody", "要找的是 pid 11111，它不属于任何任务" },
        { 19, "why", "the state is the same again every 65 rounds (390 instructions); the checker accepted the proof", "状态每 65 轮（390 条指令）就与先前完全相同；证明已被校验器接受" },
    };

    static void AssertStands(string html, string part, string english, string chinese)
    {
        Assert.Contains(RenderedPage.Packed(english), new RenderedPage(html, Language.English)[part], StringComparison.Ordinal);
        Assert.Contains(RenderedPage.Packed(chinese), new RenderedPage(html, Language.Chinese)[part], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Facts))]
    public void StandsInThePageInBothLanguages(int fact, string part, string english, string chinese)
    {
        Assert.InRange(fact, 1, 22);
        AssertStands(Founding.Value, part, english, chinese);
    }

    [Theory]
    [MemberData(nameof(FactsOfDump))]
    public void StandsInThePageOfADump(int fact, string part, string english, string chinese)
    {
        Assert.Equal(19, fact);
        AssertStands(Dump.Value, part, english, chinese);
    }

    [Fact]
    public void TheDocumentSaysWhereEachFactStands()
    {
        string[] rows = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "report.md"));
        (int Fact, string Part)[] wanted = [.. Facts.Concat(FactsOfDump).Select(r => (r.Data.Item1, r.Data.Item2)).Distinct()];
        Assert.Equal(Enumerable.Range(1, 22), wanted.Select(w => w.Fact).Distinct().Order());
        Assert.All(wanted, w => Assert.Contains(rows, row => row.StartsWith($"| {w.Fact} |", StringComparison.Ordinal) && row.Contains($"`#{w.Part}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void ThePartsStandInTheOrderInWhichAReaderAsks() =>
        Assert.Equal(RenderedPage.Parts.Where(p => new RenderedPage(Founding.Value, Language.English).Order.Contains(p)), new RenderedPage(Founding.Value, Language.English).Order);

    [Fact]
    public void TheWholePageIsAtMostOneMegabyte() => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(Founding.Value), 100_000, 1_000_000);
}
