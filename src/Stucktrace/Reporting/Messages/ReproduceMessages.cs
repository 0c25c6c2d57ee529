namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for running a reproduction and for what came of it.</summary>
static class ReproduceMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // Steps
        texts["reproduce.step.case"] = new("Reading the case", "读取案例");
        texts["reproduce.step.plan"] = new("Deriving how it is provoked", "推导触发方法");
        texts["reproduce.step.kernel"] = new("Getting the kernel", "获取内核");
        texts["reproduce.step.compile"] = new("Compiling the guest's programs", "编译虚拟机内的程序");
        texts["reproduce.step.run"] = new("Running {0}: trigger {1}", "运行 {0}：trigger {1}");
        texts["reproduce.step.control"] = new("Running the control {0}: trigger {1}", "运行对照 {0}：trigger {1}");
        texts["reproduce.step.diagnose"] = new("Diagnosing {0}", "诊断 {0}");

        texts["reproduce.phase.starting"] = new("starting", "启动");
        texts["reproduce.phase.booting"] = new("the kernel boots", "内核启动中");
        texts["reproduce.phase.ready"] = new("the machine is ready", "虚拟机就绪");
        texts["reproduce.phase.triggered"] = new("the trigger runs", "触发程序运行中");
        texts["reproduce.phase.came-back"] = new("the trigger came back", "触发程序已返回");
        texts["reproduce.phase.reported"] = new("the kernel reports; waiting for the victims", "内核已报告；等待受害者");
        texts["reproduce.phase.dumping"] = new("writing the memory", "写出内存");
        texts["reproduce.phase.saving"] = new("saving the state", "保存状态");

        // Outcomes
        texts["reproduce.written"] = new("Recipe written to {0}; not run.", "方案已写入 {0}；未运行。");
        texts["reproduce.nothing"] = new("Nothing was found in {0} that could be provoked.", "在 {0} 中未发现可触发的故障。");
        texts["reproduce.outcome.same"] = new("Reproduced: the same failure. {0}", "已复现：同一故障。{0}");
        texts["reproduce.outcome.as-predicted"] = new(
            "It happened as the code predicts ({0}). {1} The case holds no log or dump of the failure, so that it can't be said to be the same.",
            "如代码所预测的那样发生了（{0}）。{1} 案例中没有该故障的日志或转储，因此无法断言是同一故障。");
        texts["reproduce.outcome.same-kind"] = new("A failure of the same kind, not shown to be the same. Alike: {0}. {1}", "同类故障，但未能表明是同一故障。相同之处：{0}。{1}");
        texts["reproduce.outcome.different"] = new("Something else happened: {0}", "发生了其他故障：{0}");
        texts["reproduce.outcome.did-not-happen"] = new("It did not happen with trigger {0}.", "trigger {0} 未触发故障。");
        texts["reproduce.outcome.in-control"] = new("It happened in the control too ({0}): that proves nothing.", "对照（{0}）中也发生了：这不能证明任何事。");
        texts["reproduce.controls-clean"] = new("{0} control(s) stayed clean.", "{0} 次对照均正常。");
        texts["reproduce.controls-none"] = new("No control was run.", "未运行对照。");
        texts["reproduce.interrupted"] = new("Interrupted; no machine is running any more.", "已中断；没有虚拟机仍在运行。");

        texts["reproduce.outcome.stand-in"] = new(
            "Reproduced as far as a stand-in can: a failure of the same kind. Alike: {0}. {1}",
            "在替身模块所能及的范围内已复现：同类故障。相同之处：{0}。{1}");
        texts["reproduce.outcome.stand-in-by-code"] = new(
            "A stand-in did what the code predicts ({0}). {1} The case holds no log or dump of the failure, so that it can't be said to be the same.",
            "替身模块的表现与代码的预测一致（{0}）。{1} 案例中没有该故障的日志或转储，因此无法断言是同一故障。");
        texts["reproduce.why.kernel"] = new("it happened on kernel {1}, and not on {0}", "它发生在内核 {1} 上，而不是 {0}");
        texts["reproduce.why.module"] = new("the stand-in has the bug of {0} and nothing else of it: its functions, offsets and registers are no evidence", "替身只具有 {0} 的缺陷：其函数、偏移和寄存器都不能作为证据");
        texts["reproduce.why.chain"] = new("its consequences were others; they depend on the kernel and on what else ran", "其后果不同；后果取决于内核以及当时运行的其他程序");
        texts["reproduce.why.unknown"] = new("one of the two does not show: {0}", "其中一方没有显示：{0}");
        texts["reproduce.why.no-log"] = new("the case holds no log and no dump of the failure: it was held against what the module's code predicts", "案例中没有该故障的日志或转储：只能与模块代码的预测相比较");
        texts["reproduce.why.log-too-thin"] = new("what the case shows of the failure is too little to compare: it was held against what the module's code predicts", "案例对故障的记录太少，无法比较：只能与模块代码的预测相比较");
        texts["reproduce.why.entry-from-code"] = new("From the module's code: the case does not show the program's registers.", "依据模块代码：案例没有显示程序的寄存器。");
        texts["reproduce.why.stand-in"] = new("A module that was written for this kernel with the same bug.", "为该内核编写的、具有相同缺陷的模块。");
        texts["reproduce.outcome.control-unclear"] = new("The control ({0}) neither came back nor hung in its time: that proves nothing. Give it more with --limit.", "对照（{0}）在限时内既未返回也未挂起：这不能证明任何事。请用 --limit 延长时间。");
        texts["reproduce.step.stand-in"] = new("Writing a stand-in of the module for this kernel", "为此内核编写替身模块");
        texts["standin.other-kernel"] = new("{0} was built for {1} and can't be loaded into {2}.", "{0} 是为 {1} 构建的，无法加载到 {2}。");
        texts["standin.not-this-shape"] = new(
            "A stand-in can be written for a walk over all tasks from current that a system call enters; this failure has another shape. Build a module with the same bug for that kernel and name it with --stand-in.",
            "只能为由系统调用进入、从 current 开始遍历所有任务的缺陷编写替身；此故障属于其他形式。请为该内核构建含相同缺陷的模块，并用 --stand-in 指定。");
        texts["standin.kernel-lacks"] = new("No stand-in can be written for {0}: {1} is not in what was given of that kernel.", "无法为 {0} 编写替身：所给的内核中缺少 {1}。");
        texts["standin.compile-failed"] = new("{0} could not compile {1}: {2}", "{0} 无法编译 {1}：{2}");
        texts["standin.head"] = new("Stands in for the module {0} on {1}: the same bug, and nothing else of it.", "在 {1} 上充当模块 {0} 的替身：缺陷相同，其余皆无。");
        texts["standin.head-how"] = new("Written by Stucktrace from what it derived from the module's code. Whatever happens with it shows what that bug does; of the module's own code it shows nothing.", "由 Stucktrace 根据从模块代码推导的事实编写。它的表现说明该缺陷的后果；对模块自身的代码不说明任何问题。");
        texts["standin.of-module"] = new("From the code of {0}: what it takes over, and its walk.", "来自 {0} 的代码：它接管的内容及其遍历方式。");
        texts["standin.of-kernel"] = new("From the kernel {0}: its type information (BTF), and one of its own modules.", "来自内核 {0}：其类型信息（BTF）及其自带的一个模块。");

        // Runs
        texts["reproduce.run.diagnosed"] = new("{0}", "{0}。");
        texts["reproduce.run.reported"] = new("the kernel reported something that is not understood", "内核报告了无法理解的内容");
        texts["reproduce.run.silent"] = new("it stopped answering, and the kernel reported nothing", "它不再响应，内核也没有报告");
        texts["reproduce.run.finished"] = new("the trigger came back, and nothing was reported", "触发程序正常返回，没有任何报告");
        texts["reproduce.run.limit"] = new("the time was up; nothing was reported", "时间已到；没有任何报告");
        texts["reproduce.run.interrupted"] = new("it was interrupted", "已中断");
        texts["reproduce.run.refused"] = new("the machine's kernel did not take it: {0}; its log says more", "虚拟机内核拒绝加载：{0}；详见其日志");
        texts["reproduce.run.failed"] = new("it could not be run", "无法运行");
        texts["reproduce.run.saved"] = new("its state was saved", "状态已保存");

        // What is missing
        texts["reproduce.no-module"] = new("No module file among the inputs is the one to blame: name the .ko, alone or with the log.", "输入中没有应归责的模块文件：请给出 .ko，单独或与日志一起。");
        texts["reproduce.input-unreadable"] = new("{0} can't be used: {1}", "无法使用 {0}：{1}");
        texts["reproduce.several-cases"] = new("{0} and {1} are two cases: give one of them, and the module file.", "{0} 与 {1} 是两个案例：请只给出其中一个，以及模块文件。");
        texts["reproduce.report-needs-module"] = new("{0} is a report: it does not hold the module. Give the file of {1} beside it: stucktrace reproduce {0} {1}.ko", "{0} 是报告，其中不含模块。请一并给出 {1} 的文件：stucktrace reproduce {0} {1}.ko");
        texts["reproduce.build-other"] = new("{0} is another build of the module than the one that failed: what is derived from it may not hold for that one.", "{0} 与发生故障的模块不是同一构建：由它推导的结论未必适用。");
        texts["reproduce.build-unsure"] = new("Whether {0} is the build of the module that failed can't be told.", "无法判断 {0} 是否为发生故障的模块构建。");
        texts["reproduce.report-other-build"] = new("{0} is another build of the module than the one in the report: give the file that was loaded.", "{0} 与报告中的模块不是同一构建：请给出当时加载的文件。");
        texts["reproduce.report-build-unknown"] = new("The report does not tell which build of the module was loaded: whether {0} is that build is not known.", "报告没有说明加载的是模块的哪个构建：无法确定 {0} 是否为该构建。");
        texts["reproduce.module-unreadable"] = new("{0} can't be read as a module: stucktrace module {0} says why.", "{0} 无法作为模块读取：stucktrace module {0} 会说明原因。");
        texts["reproduce.no-kernel"] = new("There is no kernel {0} here. Name it with --kernel: a linux-image .deb, a kernel-core .rpm, a folder, a vmlinuz, or running.", "此处没有内核 {0}。请用 --kernel 指定：linux-image 的 .deb、kernel-core 的 .rpm、目录、vmlinuz 或 running。");
        texts["reproduce.no-machine"] = new("It can't be run; the recipe was written.", "无法运行；方案已写入。");
        texts["reproduce.machine-failed"] = new("The machine of {0} could not be run.", "无法运行 {0} 的虚拟机。");
        texts["reproduce.disk"] = new("{0} can't be written: {1}. Name another folder with -o, or make room.", "无法写入 {0}：{1}。请用 -o 指定其他目录，或腾出空间。");

        // Output
        texts["reproduce.text.provokes"] = new("Provokes   {0}", "触发       {0}");
        texts["reproduce.text.way"] = new("Way in     {0}", "入口       {0}");
        texts["reproduce.text.gap"] = new("To fill in: {0}", "待补充：{0}");
        texts["reproduce.text.note"] = new("Note: {0}", "注意：{0}");
        texts["reproduce.text.folder"] = new("Folder     {0}", "目录       {0}");
        texts["reproduce.text.kernel"] = new("Kernel     {0}", "内核       {0}");
        texts["reproduce.text.stand-in"] = new("Stand-in   {0}", "替身模块   {0}");
        texts["reproduce.text.case-and-run"] = new("case / run", "案例 / 运行");
        texts["reproduce.text.code-and-run"] = new("code predicts / run", "代码预测 / 运行");
        texts["reproduce.text.why-not-more"] = new("Not more can be said: {0}.", "无法作出更多判断：{0}。");
        texts["reproduce.text.run"] = new("{0} (trigger {1}, {2} s): {3}", "{0}（trigger {1}，{2} 秒）：{3}");

        // Command line
        texts["command.reproduce"] = new(
            "Write a trigger and a virtual machine that provoke a failure; with --run, run and judge it: status 0 for the same failure (or what the code predicts, where the case has no log), else 1.",
            "生成触发程序和虚拟机方案以复现故障；加 --run 则运行并判断：同一故障（案例无日志时为与代码预测一致）退出状态为 0，否则为 1。");
        texts["command.reproduce-case"] = new("The module, alone or with logs and dumps of the failure, or with the report that diagnose --format json wrote of it.", "模块文件，单独或与故障的日志和转储一起，或与 diagnose --format json 写出的报告一起。");
        texts["command.reproduce-format"] = new("How to write the result: for a person, or as JSON.", "结果的输出格式：文本或 JSON。");
        texts["command.reproduce-kernel"] = new("The kernel to boot: packages, a folder, a vmlinuz, or running.", "要启动的内核：软件包、目录、vmlinuz 或 running。");
        texts["command.reproduce-output"] = new("Folder to write to (default: reproduction).", "写入的目录（默认 reproduction）。");
        texts["command.reproduce-run"] = new("Run it in QEMU and compare what happens with the case.", "在 QEMU 中运行并与案例比较。");
        texts["command.reproduce-no-controls"] = new("Do not run the controls.", "不运行对照。");
        texts["command.reproduce-mended"] = new("The module without the bug: one more control.", "已修复的模块：再作一次对照。");
        texts["command.reproduce-stand-in"] = new("A module with the same bug that was built for the kernel to boot.", "为所启动内核构建的、含相同缺陷的模块。");
        texts["command.reproduce-limit"] = new("Longest time of one run, in seconds (default 170).", "单次运行的最长时间，单位秒（默认 170）。");
        texts["command.reproduce-examples"] = new(
            "stucktrace reproduce dirpro.ko\nstucktrace reproduce dirpro.ko messages.log --kernel linux-image-6.1.0-56-amd64.deb --run\nstucktrace reproduce dirpro.ko --kernel running --run --mended dirpro-fixed.ko\nstucktrace reproduce report.json dirpro.ko --run --format json",
            "stucktrace reproduce dirpro.ko\nstucktrace reproduce dirpro.ko messages.log --kernel linux-image-6.1.0-56-amd64.deb --run\nstucktrace reproduce dirpro.ko --kernel running --run --mended dirpro-fixed.ko\nstucktrace reproduce report.json dirpro.ko --run --format json");
        texts["command.reproduce-accel"] = new("What runs the guest's instructions.", "执行虚拟机指令的方式。");
    }
}
