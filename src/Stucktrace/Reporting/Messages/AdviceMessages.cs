namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for advice, for what was ruled out, and for what was not checked.</summary>
static class AdviceMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // Fixes
        texts["advice.task-lookup"] = new(
            "In {0}, look tasks up in a way that ends: never walk task_struct.tasks from current (a thread that is not a group leader is not linked into that ring, so a walk that starts at it may never come back to it). Walk with for_each_process() under rcu_read_lock() for leaders, or ask for the pid for any task.",
            "在 {0} 中改用必定结束的任务查找方式：不要从 current 出发遍历 task_struct.tasks（非组长线程并不在该环上，从它出发可能永远回不到它）。遍历组长用 rcu_read_lock() 下的 for_each_process()；查任意任务用 pid 查找。");
        texts["advice.exports"] = new(
            "What a module may link against: init_task and pid_task() are exported to every module; find_vpid(), find_get_pid() and get_pid_task() only to GPL modules; find_task_by_vpid() and tasklist_lock are not exported at all.",
            "模块可以链接的符号：init_task 与 pid_task() 对所有模块导出；find_vpid()、find_get_pid()、get_pid_task() 仅对 GPL 模块导出；find_task_by_vpid() 与 tasklist_lock 完全不导出。");
        texts["advice.exports-old"] = new(
            "What a module may link against: init_task and pid_task() are exported to every module; find_vpid() and find_get_pid() only to GPL modules; get_pid_task(), find_task_by_vpid() and tasklist_lock are not exported at all.",
            "模块可以链接的符号：init_task 与 pid_task() 对所有模块导出；find_vpid()、find_get_pid() 仅对 GPL 模块导出；get_pid_task()、find_task_by_vpid() 与 tasklist_lock 完全不导出。");
        texts["advice.list-walk"] = new("In {0}, make the walk in {1} end: start at the list's head, stop at the head, and hold the lock or rcu_read_lock() that keeps its nodes linked.", "在 {0} 中让 {1} 的遍历必定结束：从链表头开始、回到链表头停止，并持有保证节点不被摘下的锁或 rcu_read_lock()。");
        texts["advice.loop"] = new("In {0}, bound the loop in {1}: count its rounds or give it a deadline, and call cond_resched() where it may be long.", "在 {0} 中给 {1} 的循环加上界限：计数或设定截止时间，可能较长时调用 cond_resched()。");
        texts["advice.spinlock"] = new("In {0}, take the locks in one order everywhere, with interrupts off where an interrupt takes them too, and let go on every path; lockdep (CONFIG_PROVE_LOCKING) finds the place in a test kernel.", "在 {0} 中处处以同一顺序取锁，中断里也会取的锁要关中断，并在每条路径上释放；用开启 lockdep（CONFIG_PROVE_LOCKING）的测试内核可定位。");
        texts["advice.mutex"] = new("In {0}, let go of the lock on every path, also on errors and when the task exits; sysrq-w or a dump shows the holder.", "在 {0} 中确保每条路径（包括出错和任务退出时）都释放锁；sysrq-w 或转储可看到持有者。");
        texts["advice.rcu-deadlock"] = new("Do not wait for a grace period inside rcu_read_lock(): use call_rcu(), or leave the section first.", "不要在 rcu_read_lock() 内等待宽限期：改用 call_rcu()，或先退出临界区。");
        texts["advice.lost-wakeup"] = new("In {0}, find who must complete what {1} waits for, and wait with a time limit.", "在 {0} 中查明谁应当完成 {1} 所等待的事件，并使用带超时的等待。");
        texts["advice.user-space"] = new("Find the program that does not answer (it is alive or stuck itself), and update it; fanotify permission events and FUSE make every file access depend on it.", "找出不应答的程序（它可能仍在运行，也可能自身卡住）并升级；fanotify 权限事件和 FUSE 会让每次文件访问都依赖它。");
        texts["advice.atomic"] = new("In {0}, do not sleep in {1}: allocate with GFP_ATOMIC, or move the work to a work queue.", "在 {0} 的 {1} 中不要睡眠：用 GFP_ATOMIC 分配，或移到工作队列执行。");
        texts["advice.null"] = new("In {0}, check the pointer that {1} uses before it is used: what looked it up can find nothing.", "在 {0} 中于 {1} 使用指针之前检查它：查找可能一无所获。");
        texts["advice.use-after-free"] = new("In {0}, keep a reference to the object as long as it is used; KASAN in a test kernel shows who freed it.", "在 {0} 中使用对象期间保持引用；测试内核开启 KASAN 可看到是谁释放了它。");
        texts["advice.corruption"] = new("Memory was overwritten by somebody who may not be in this report: run with slub_debug=FZPU or KASAN to catch the writer.", "内存被改写，而改写者未必出现在本报告中：用 slub_debug=FZPU 或 KASAN 抓住写入者。");
        texts["advice.storage"] = new("Look at the storage: controller, paths, multipath and the array's own log at that time.", "检查存储：控制器、链路、多路径以及当时阵列自身的日志。");
        texts["advice.memory"] = new("Find what uses the memory: the table of tasks in the OOM report, slab figures, cgroup limits.", "查明内存用在哪里：OOM 报告中的任务表、slab 统计、cgroup 限制。");
        texts["advice.hardware"] = new("Have the hardware checked: decode the machine check, look at the management controller's event log.", "检查硬件：解码 machine check，查看管理控制器的事件日志。");
        texts["advice.starved"] = new("Look at the hypervisor: steal time, overcommit, snapshots and migrations at that time.", "检查虚拟化平台：当时的 steal 时间、超分、快照与迁移。");
        texts["advice.find-stuck-cpu"] = new("Find the CPU that does not answer: the log does not show it; an NMI back trace of all CPUs (sysrq-l) or a dump does.", "找出不响应的 CPU：日志没有显示；用全部 CPU 的 NMI 回溯（sysrq-l）或转储可看到。");
        texts["advice.kernel"] = new("Look for {1} in the distribution's errata and upgrade the kernel; report it with this log if it is new.", "在发行版勘误中查找 {1} 并升级内核；若是新问题，请附此日志上报。");

        // Meanwhile
        texts["advice.only-suspected"] = new(
            "{0} is suspected on thin evidence: collect more (below) before changing anything; on a test machine, see whether the failure stays away without it.",
            "对 {0} 的怀疑证据不足：在做任何改动之前先收集更多证据（见下文）；可在测试机上观察不加载它时故障是否消失。");
        texts["advice.unload"] = new("Until it is fixed, switch the module {0} off: stop the agent or service that loads it, and unload it on machines that still work.", "修复之前停用模块 {0}：停掉加载它的代理或服务，并在仍正常的机器上卸载它。");
        texts["advice.keep-out"] = new("Keep {0} from being loaded again. A program that calls insmod with a path does not ask modprobe: it must be stopped itself.", "阻止再次加载 {0}。直接用路径调用 insmod 的程序不受 modprobe 配置约束，必须停掉该程序。");
        texts["advice.only-reset-helps"] = new("A machine that is in this state comes back only by a reset: let it crash into kdump (sysrq-c or an NMI) rather than press the button, so that it leaves a dump.", "处于该状态的机器只能重启恢复：请用 sysrq-c 或 NMI 让它进入 kdump，而不要直接按复位，以便留下转储。");
        texts["advice.restart-answerer"] = new("Restart or stop the program that was asked; the tasks go on when its fanotify group or FUSE connection is closed.", "重启或停止被询问的程序；它的 fanotify 组或 FUSE 连接关闭后，任务会继续运行。");
        texts["advice.check-storage"] = new("Take the failing path or disk out of use; tasks in D go on when the request ends or fails.", "停用故障链路或磁盘；请求完成或失败后，D 状态任务会继续。");
        texts["advice.limit-memory"] = new("Limit the memory of the largest services (cgroup), and add swap or memory.", "限制最大服务的内存（cgroup），并增加交换空间或内存。");

        // Next time
        texts["advice.code-concerned"] = new("the code concerned", "相关代码");
        texts["advice.atomic-context"] = new("atomic context", "原子上下文");
        texts["advice.sysctls-any"] = new("So that the next incident leaves evidence, set in /etc/sysctl.d/ those of the sysctls listed below that the kernel knows.", "为让下次事故留下证据，在 /etc/sysctl.d/ 中设置下列 sysctl 中该内核支持的各项。");
        texts["advice.sysctls"] = new("So that the next incident leaves evidence, set the sysctls listed below in /etc/sysctl.d/ (as kernel {0} knows them).", "为让下次事故留下证据，在 /etc/sysctl.d/ 中设置下列 sysctl（以内核 {0} 所支持的为准）。");
        texts["advice.kdump"] = new("Arm kdump, so that a panic leaves a vmcore:", "启用 kdump，使 panic 能留下 vmcore：");
        texts["advice.off-machine"] = new("Send kernel messages off the machine; a log on its own disk may never be written:", "把内核消息送出本机；本机磁盘上的日志可能来不及写入：");
        texts["advice.while-it-hangs"] = new("While it hangs and a shell still answers:", "卡死期间若还有可用的 shell：");

        // Next step
        texts["advice.nothing"] = new("If the machine did hang, diagnose the log of the time before its reset: the kernel reports a stuck CPU after about 20 seconds and a blocked task after 120.", "如果机器确实卡死过，请诊断复位之前的日志：内核约 20 秒后报告卡死的 CPU，120 秒后报告阻塞的任务。");
        texts["advice.add-module"] = new("Add the module file of {0}: its code then tells which loop or lock it is, and whether it can end.", "加上模块 {0} 的文件：从代码可知是哪个循环或锁，以及它能否结束。");
        texts["advice.ask-vendor"] = new("Send this report to the vendor of {0}: it names function, offset and the lines of the log.", "把本报告发给 {0} 的厂商：其中有函数、偏移和日志行。");
        texts["advice.explain"] = new("Each finding has a number; its meaning, what it rests on and what would refute it:", "每条发现都有编号；其含义、依据和反证条件：");

        // Ruled out
        texts["ruled-out.hardware-errors.seen"] = new("Hardware errors: seen.", "硬件错误：有迹象。");
        texts["ruled-out.hardware-errors.not-seen"] = new("Hardware errors (machine check, EDAC, taint M): not seen.", "硬件错误（machine check、EDAC、污染标志 M）：未见。");
        texts["ruled-out.storage-errors.seen"] = new("Storage errors: seen.", "存储错误：有迹象。");
        texts["ruled-out.storage-errors.not-seen"] = new("Storage errors: not seen.", "存储错误：未见。");
        texts["ruled-out.memory-exhaustion.seen"] = new("Memory exhaustion: seen.", "内存耗尽：有迹象。");
        texts["ruled-out.memory-exhaustion.not-seen"] = new("Memory exhaustion (out-of-memory killer): not seen.", "内存耗尽（OOM killer）：未见。");
        texts["ruled-out.slow-console.seen"] = new("A slow console: a stuck CPU was writing to it.", "控制台过慢：卡死的 CPU 正在向其输出。");
        texts["ruled-out.slow-console.not-seen"] = new("A slow console: not seen; no stuck CPU was writing to it.", "控制台过慢：未见；没有卡死的 CPU 在向其输出。");
        texts["ruled-out.slow-console.cannot-tell"] = new("A slow console: can't be told from this input.", "控制台过慢：从该输入无法判断。");
        texts["ruled-out.starved-vm.seen"] = new("A starved virtual machine or a CPU that was not run: signs are seen, a CPU was reported where nothing loops.", "虚拟机得不到运行：有迹象，CPU 被报告卡在不可能循环的地方。");
        texts["ruled-out.starved-vm.cannot-tell"] = new("A starved virtual machine: can't be told from this input; no hardware line says what it runs on.", "虚拟机得不到运行：从该输入无法判断；没有硬件信息行。");
        texts["ruled-out.starved-vm.physical"] = new("A starved virtual machine: ruled out, it runs on hardware ({0}).", "虚拟机得不到运行：已排除，它运行在物理机上（{0}）。");
        texts["ruled-out.starved-vm.same-place"] = new("A starved virtual machine: it is one ({0}), but the CPU was caught at the same place again, which starvation does not explain.", "虚拟机得不到运行：它是虚拟机（{0}），但 CPU 多次在同一处被抓到，得不到运行解释不了这一点。");
        texts["ruled-out.starved-vm.virtual"] = new("A starved virtual machine: can't be told from this input; it is one ({0}), and there is a single sample.", "虚拟机得不到运行：从该输入无法判断；它是虚拟机（{0}），且只有一次采样。");
        texts["ruled-out.suspended-vm.seen"] = new("A suspended machine or a jump of the clock: signs are seen, a first report counts far more seconds than the threshold.", "机器被挂起或时钟跳变：有迹象，首条报告的秒数远超阈值。");
        texts["ruled-out.suspended-vm.not-seen"] = new("A suspended machine or a jump of the clock: not seen; the first report came at the threshold.", "机器被挂起或时钟跳变：未见；首条报告出现在阈值处。");
        texts["ruled-out.suspended-vm.cannot-tell"] = new("A suspended machine or a jump of the clock: can't be told from this input.", "机器被挂起或时钟跳变：从该输入无法判断。");
        texts["ruled-out.thermal.cannot-tell"] = new("Overheating: can't be told from this input; ask the management controller.", "过热：从该输入无法判断；请查管理控制器。");

        // Not checked
        texts["not-checked.module-file"] = new("The code of {0}: no module file is in the input, so the place was not examined.", "{0} 的代码：输入中没有模块文件，因此未检查该处代码。");
        texts["not-checked.termination-read"] = new("Whether the loop ends: its code was read, not executed.", "循环能否结束：只阅读了代码，没有执行。");
        texts["not-checked.module-doubt"] = new("Whether the file of {0} is the build that was loaded: the log shows too little of it.", "{0} 的文件是否为当时加载的构建：日志显示得太少。");
        texts["not-checked.build-likely"] = new("Whether the file of {0} is the very build that was loaded: sizes and offsets agree, the log holds no code bytes to compare.", "{0} 的文件是否正是当时加载的构建：大小与偏移一致，但日志中没有可比较的代码字节。");
        texts["not-checked.situation"] = new("Whether the machine was in a situation in which the loop never ends: the log does not show the caller's thread group and the list; a dump does.", "机器当时是否处于循环永不结束的情形：日志不显示调用者的线程组和链表，转储则可以。");
        texts["not-checked.module-other-build"] = new("The code of {0}: the file that was given is another build.", "{0} 的代码：给出的文件是另一个构建。");
        texts["not-checked.module-not-in-log"] = new("The file of {0}: no report shows a module of that name.", "{0} 的文件：没有任何报告涉及该模块。");
        texts["not-checked.vmcore"] = new("Memory: no dump is in the input; live lists, lock holders and tasks that the log does not mention are not known.", "内存：输入中没有转储；现场链表、锁持有者以及日志未提到的任务不得而知。");
        texts["not-checked.vmcore-not-read"] = new("Memory: the dump was not examined.", "内存：未检查转储。");
        texts["not-checked.termination"] = new("Whether the loop can end: nothing was executed; that it does not is seen from outside.", "循环能否结束：没有执行任何代码；“不结束”只是从外部观察到的。");
        texts["not-checked.unreported"] = new("Hangs that the kernel did not report: a loop on a fully preemptible kernel, or a hang with the detectors off, leaves no line.", "内核没有报告的卡死：完全可抢占内核上的循环，或检测器关闭时的卡死，不会留下任何日志行。");
        texts["not-checked.year"] = new("The year: the log does not print it.", "年份：日志没有打印。");
        texts["not-checked.damaged"] = new("{0} damaged report(s): what is missing there was not guessed.", "{0} 条报告已损坏；丢失的内容没有猜测。");
        texts["not-checked.not-kept"] = new("{0} further report(s) counted and not examined.", "另有 {0} 条报告只计数、未检查。");
    }
}
