namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for how a failure is provoked: what the trigger does and why, and what the folder with it says.</summary>
static class TriggerMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // What is provoked
        texts["trigger.what.loop"] = new("The loop at {0} never ends: {1}", "{0} 处的循环永不结束：{1}");
        texts["trigger.what.reach"] = new("{0}, where the case shows the failure, is entered; what makes it fail there does not follow from the code", "进入案例中发生故障的 {0}；代码本身不足以说明它为何在此失败");
        texts["trigger.what.lookup"] = new("{1}, called at {0}, finds nothing, and {2} goes on with NULL", "{0} 处调用的 {1} 未找到目标，{2} 仍使用返回的 NULL");

        // The ways to run it
        texts["trigger.mode.walk"] = new("{0}: {1}", "{0}：{1}");
        texts["trigger.mode.call"] = new("the call that leads to the place", "进入该处的调用");
        texts["trigger.mode.load"] = new("nothing: loading the module is all that it takes", "无需操作：加载模块即可触发");
        texts["trigger.mode.elsewhere"] = new("the same call with arguments that do not lead there", "同一调用，但参数不会进入该处");
        texts["trigger.mode.nothing"] = new("the module is loaded and nobody calls it", "仅加载模块，不作调用");
        texts["trigger.mode.nobody"] = new("looks for a pid that nobody has", "查找一个无人使用的 pid");
        texts["trigger.mode.somebody"] = new("looks for a pid that somebody has", "查找一个正在使用的 pid");
        texts["trigger.mode.crossed"] = new("two threads on two CPUs take the locks in opposite order", "两个 CPU 上的两个线程以相反顺序取锁");
        texts["trigger.mode.apart"] = new("one thread takes them by both ways, one after the other", "同一线程先后以两种顺序取锁");
        texts["trigger.mode.kept"] = new("a process takes the path that keeps the lock and exits; the next one waits for it", "一个进程走不释放锁的路径后退出；下一个进程等待该锁");
        texts["trigger.mode.given-back"] = new("two processes take the path that gives the lock back", "两个进程都走释放锁的路径");

        // Comments of the program
        texts["trigger.head.what"] = new("Provokes this on purpose: {0}.", "有意触发以下故障：{0}。");
        texts["trigger.head.module"] = new("Written by Stucktrace from the code of the module {0}, built for {1}.", "由 Stucktrace 根据模块 {0}（为 {1} 构建）的代码生成。");
        texts["trigger.head.build"] = new("To build: gcc -static -O1 -Wall -pthread -o trigger trigger.c", "编译：gcc -static -O1 -Wall -pthread -o trigger trigger.c");
        texts["trigger.head.where"] = new("It makes the kernel hang, so it runs in the machine of run.sh only; {0} behind the mode lifts that.", "它会使内核挂起，因此只在 run.sh 的虚拟机中运行；在模式之后加 {0} 可解除此限制。");
        texts["trigger.head.gap"] = new("TO FILL IN: {0}.", "待补充：{0}。");
        texts["trigger.enter"] = new("The way into the module: {0}", "进入模块的路径：{0}");
        texts["trigger.argument"] = new("Argument {0}: {1}.", "参数 {0}：{1}。");
        texts["trigger.elsewhere"] = new("The same call with arguments that do not lead there.", "同一调用，但参数不会进入该处。");
        texts["trigger.why.wanted"] = new("{0} looks for the task with this number", "{0} 查找具有此号码的任务");
        texts["trigger.why.branch"] = new("the branches on the way to {0} ask for it", "通往 {0} 的分支要求此值");

        // What could not be derived
        texts["trigger.open.taken"] = new("the branch at {0} has to be taken, and depends on more than the arguments: {1}", "{0} 处的分支必须成立，而它不只取决于参数：{1}");
        texts["trigger.open.not-taken"] = new("the branch at {0} must not be taken, and depends on more than the arguments: {1}", "{0} 处的分支必须不成立，而它不只取决于参数：{1}");
        texts["trigger.gap.no-entry"] = new("how the kernel gets to {0} does not show in the module's file", "模块文件未显示内核如何到达 {0}");
        texts["trigger.gap.entry"] = new("how a program makes the kernel come in here is not derived: {0}", "未能推导出程序如何使内核由此进入：{0}");
        texts["trigger.gap.state"] = new("what brings {0} into the state in which it fails (data, timing, other callers) is not derived", "未能推导出使 {0} 进入失败状态的条件（数据、时序、其他调用者）");
        texts["trigger.gap.slot"] = new("what a program does with the file to get into the function that {0} registers at {1} is not known for this kernel", "对于此内核，不知道程序对文件作何操作会进入 {0} 在 {1} 处登记的函数");
        texts["trigger.gap.file-name"] = new("the path of the file that {0} registers does not show in the module: its name, or the folder that it is in", "模块未显示 {0} 所登记文件的路径：名称或其所在目录不明");
        texts["trigger.gap.minor"] = new("the minor number of the character device {1} that {0} makes does not show in the module", "模块未显示 {0} 所建字符设备 {1} 的次设备号");
        texts["trigger.gap.packet"] = new("the hook sees packets of the protocol family {0} at the hook {1} only: nothing that is sent over the loopback device gets there", "该钩子只处理协议族 {0}、挂载点 {1} 的报文：经回环设备发送的报文不会到达");
        texts["trigger.gap.arguments"] = new("what {0}(2) can be called with without doing harm is not in the table: all arguments are 0", "表中没有 {0}(2) 的无害参数：全部为 0");
        texts["trigger.gap.no-way"] = new("no arguments were found with which {0} gets to {1}: those here are a first try", "未找到使 {0} 到达 {1} 的参数：此处仅为初步尝试");
        texts["trigger.gap.wanted"] = new("which argument of {1} becomes the number that {0} looks for could not be followed", "未能追踪 {1} 的哪个参数成为 {0} 所查找的号码");

        // README of the folder
        texts["recipe.title"] = new("Provoking the failure of {0}", "触发 {0} 的故障");
        texts["recipe.way-file"] = new("The way into the module: {0} on {1}; {2}", "进入模块的路径：对 {1} 调用 {0}；{2}");
        texts["recipe.way-device"] = new("The way into the module: {0} on the character device {1}, minor number {2}; {3}", "进入模块的路径：对字符设备 {1}（次设备号 {2}）调用 {0}；{3}");
        texts["recipe.run"] = new("To run it", "运行方法");
        texts["recipe.kernel"] = new("Kernel {0}, from {1}.", "内核 {0}，来自 {1}。");
        texts["recipe.kernel-missing"] = new("No kernel was at hand: give the vmlinuz of {0} as the second argument.", "手头没有内核：请将 {0} 的 vmlinuz 作为第二个参数。");
        texts["recipe.stand-in"] = new(
            "{0} was built for {1} and can't be loaded into this kernel: {2}, a module with the same bug, is loaded in its place. What happens shows what that bug does, and nothing of the code of {0}.",
            "{0} 是为 {1} 构建的，无法加载到此内核：改为加载具有相同缺陷的模块 {2}。运行结果说明该缺陷的后果，而不说明 {0} 自身的代码。");
        texts["recipe.safe"] = new("Everything happens in a virtual machine without network; nothing of this machine is mounted in it.", "一切都在没有网络的虚拟机中进行；不会挂载本机的任何内容。");
        texts["recipe.expect"] = new("What is to be expected", "预期结果");
        texts["recipe.expect-failure"] = new("{0}: the failure. {1}", "{0}：故障发生。{1}");
        texts["recipe.expect-control"] = new("{0}: the control. It must come back, and nothing be reported. {1}", "{0}：对照。必须正常返回，且没有任何报告。{1}");
        texts["recipe.expect-reports"] = new("The kernel's first report is one of these: {0}. It names {1} or something that {1} calls.", "内核的第一份报告应为以下之一：{0}。其中会出现 {1} 或其调用的函数。");
        texts["recipe.expect-bystanders"] = new("Bystanders make the effects visible ({0}): they wait for a grace period, and for work on every CPU. They are victims.", "旁观任务使影响可见（{0}）：它们等待宽限期和每个 CPU 上的工作。它们是受害者。");
        texts["recipe.judge"] = new("How to judge it", "如何判断");
        texts["recipe.judge-how"] = new("Save the console to machine.log and compare it with the case. It is the same failure when the place, the loop and its callers agree; it proves something only if the control stays clean.", "将控制台输出保存为 machine.log 并与案例比较。位置、循环和调用者都一致才是同一故障；只有对照保持正常，结果才有意义。");
        texts["recipe.gaps"] = new("To fill in", "待补充");
        texts["recipe.files"] = new("Files", "文件");
        texts["recipe.file.trigger-c"] = new("the program that provokes the failure", "触发故障的程序");
        texts["recipe.file.init-c"] = new("process 1 of the machine: settings, modules, bystanders, trigger", "虚拟机的 1 号进程：设置、模块、旁观任务、触发程序");
        texts["recipe.file.settings"] = new("what that does, line by line", "其逐行执行的内容");
        texts["recipe.file.run-sh"] = new("builds and starts the machine", "构建并启动虚拟机");
        texts["recipe.file.modules"] = new("the modules, in the order of settings", "各模块，顺序见 settings");
    }
}
