namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for the comparison of two failures.</summary>
static class CompareMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        AddVerdicts(texts);
        AddPoints(texts);
        texts["compare.same-event"] = new("Both show one event, read twice: the one does not confirm the other.", "两者是同一事件的两份记录：不能互为佐证。");
        texts["compare.head.point"] = new("point", "比较点");
        texts["compare.head.lines"] = new("lines", "行");
        texts["compare.head.agreement"] = new("outcome", "结果");
        texts["compare.agree"] = new("agree", "一致");
        texts["compare.fit"] = new("fit", "相容");
        texts["compare.differ"] = new("DIFFER", "不同");
        texts["compare.unknown"] = new("unknown", "未知");
        texts["command.compare"] = new("Say whether two logs, dumps, cases or reports show the same failure: status 0, or not: 1.", "判断两份日志、转储、案例或报告是否为同一故障：是则退出状态为 0，否则为 1。");
        texts["command.compare-first"] = new("A log, dump or folder, or a report made with --format json.", "日志、转储、文件夹，或用 --format json 生成的报告。");
        texts["command.compare-second"] = new("What to compare it with: the same kinds.", "与之比较的输入：种类相同。");
        texts["command.compare-module"] = new("Module file that both are read with.", "读取两者时共用的模块文件。");
        texts["command.compare-pid"] = new("Pid that the failure in B was provoked with, if it was.", "若 B 中的故障是人为触发的：触发时给定的 pid。");
        texts["command.compare-once"] = new("standard input can be read only once: name a file for A or B", "标准输入只能读取一次：请为 A 或 B 指定文件");
        texts["command.compare-format"] = new("How to write the result: for a person, or as JSON.", "结果的输出格式：文本或 JSON。");
        texts["command.compare-examples"] = new(
            "stucktrace compare messages.log vmcore-dmesg.txt\nstucktrace compare messages.log repro/vmcore --module dirpro.ko\nstucktrace diagnose old.log --format json -o old.json; stucktrace compare old.json new.log --format json",
            "stucktrace compare messages.log vmcore-dmesg.txt\nstucktrace compare messages.log repro/vmcore --module dirpro.ko\nstucktrace diagnose old.log --format json -o old.json; stucktrace compare old.json new.log --format json");
    }

    static void AddVerdicts(Dictionary<string, MessageText> texts)
    {
        texts["compare.verdict.same"] = new("The same failure: {0}, in {1}.", "同一故障：{0}，位于 {1}。");
        texts["compare.verdict.same-code"] = new("The same failure: {0}, at the same code; one of the two does not name its function.", "同一故障：{0}，代码相同；其中一方没有给出函数名。");
        texts["compare.verdict.same-kind"] = new("Different failures of the same kind: {0}. Alike: {1}. What differs: {2}.", "不是同一故障，但属于同类：{0}。相同之处：{1}。不同之处：{2}。");
        texts["compare.verdict.different"] = new("Different failures. What differs: {0}.", "不是同一故障；不同之处：{0}。");
        texts["compare.verdict.first-well"] = new("Different: nothing is wrong in the first, the second shows a failure: {0}.", "不同：第一个没有异常，第二个有故障：{0}。");
        texts["compare.verdict.second-well"] = new("Different: the first shows a failure, nothing is wrong in the second: {0}.", "不同：第一个有故障，第二个没有异常：{0}。");
        texts["compare.verdict.nothing"] = new("These can't be compared: neither shows a failure.", "无法比较：两者都没有故障。");
        texts["compare.verdict.unnamed"] = new("These can't be compared: one of them does not name the function that failed, and shows no code to compare.", "无法比较：其中一方没有给出出错的函数名，也没有可比较的代码。");
        texts["compare.verdict.not-examined"] = new("These can't be compared: one of them holds no log and no dump, so that nothing is known of a failure.", "无法比较：其中一方既无日志也无转储，无从得知有何故障。");
        texts["compare.alike.name"] = new("the function's name, {0}", "函数名 {0}");
        texts["compare.note.one-function"] = new("Both happened in one function: one bug can show itself in several ways.", "两者发生在同一函数：同一缺陷可能有多种表现。");
        texts["compare.note.others"] = new("{0} holds {1} more incident(s); {2}, the one that matters most, was compared.", "{0} 还有 {1} 个其他事件；比较的是最重要的 {2}。");
        texts["compare.note.better"] = new("Incident {0} of the first and incident {1} of the second match better: {2}", "第一个的事件 {0} 与第二个的事件 {1} 更为吻合：{2}");
        texts["compare.note.report-module"] = new("{0} is a report: a module file can't be joined to it any more. Give the inputs that it was made from.", "{0} 是报告，无法再与模块文件结合。请提供生成它的原始输入。");
        texts["compare.note.module-other"] = new("{0} is another build than {1} ran, and was not used for it.", "{0} 与 {1} 中运行的不是同一构建，因此未用于它。");
        texts["compare.note.module-unsure"] = new("Whether {0} is the build that {1} ran can't be told; it was not used for it.", "无法判断 {0} 是否为 {1} 中运行的构建；未用于它。");
        texts["compare.note.module-absent"] = new("{1} does not show the module of {0}.", "{1} 中没有出现 {0} 的模块。");
        texts["compare.report.large"] = new("the report has {0} byte(s); at most {1} are read", "报告有 {0} 字节；最多读取 {1} 字节");
        texts["compare.report.damaged"] = new("the report is cut off or damaged at line {0}, byte {1}; write it again with: stucktrace diagnose INPUT --format json -o FILE", "报告在第 {0} 行第 {1} 字节处被截断或损坏；请重新生成：stucktrace diagnose INPUT --format json -o FILE");
        texts["compare.report.unreadable"] = new("the report can't be read: {0}", "无法读取报告：{0}");
        texts["compare.report.schema"] = new("its schema is {0}; expected {1}, the JSON that `stucktrace diagnose --format json` writes", "其 schema 为 {0}；应为 {1}，即 `stucktrace diagnose --format json` 写出的 JSON");
        texts["compare.report.newer"] = new("its schema is {0}, of another version of Stucktrace; this one reads {1}", "其 schema 为 {0}，属于另一版本的 Stucktrace；本版本读取 {1}");
        texts["compare.report.no-signature"] = new("the report holds no signature of a failure: it was written by `log`, or by an older version; write it again with: stucktrace diagnose INPUT --format json -o FILE", "报告中没有故障特征：它由 `log` 或旧版本写出；请重新生成：stucktrace diagnose INPUT --format json -o FILE");
        texts["compare.role.given"] = new("{0} holds {1} in the second, the very pid that it was provoked with: so {0} is the pid looked for, and in the first that was {2}.", "第二个中 {0} 为 {1}，正是触发时给定的 pid：可见 {0} 就是所查找的 pid，而在第一个中它是 {2}。");
        texts["compare.difference"] = new("{0} ({1} and {2})", "{0}（{1} 与 {2}）");
        texts["compare.difference.caller"] = new("who called (and many call this function of the kernel)", "调用者（该内核函数有许多调用者）");
        texts["compare.difference.unknown"] = new("what the reports show", "报告所示内容");
        texts["compare.and"] = new("{0}, {1}", "{0}，{1}");
        texts["compare.text"] = new("{0}", "{0}");
    }

    static void AddPoints(Dictionary<string, MessageText> texts)
    {
        texts["compare.point.kind"] = new("kind of report", "报告种类");
        texts["compare.point.class"] = new("class of failure", "故障类别");
        texts["compare.point.function"] = new("function", "函数");
        texts["compare.point.offset"] = new("place in it", "函数内位置");
        texts["compare.point.running"] = new("CPU was in", "CPU 所在");
        texts["compare.point.caller"] = new("caller", "调用者");
        texts["compare.point.caller-slot"] = new("caller's stack slot", "调用者的栈位置");
        texts["compare.point.entry"] = new("way into the kernel", "进入内核的途径");
        texts["compare.point.module"] = new("module", "模块");
        texts["compare.point.build"] = new("build of the module", "模块构建");
        texts["compare.point.code"] = new("code bytes", "代码字节");
        texts["compare.point.kernel"] = new("kernel", "内核");
        texts["compare.point.loop"] = new("loop", "循环");
        texts["compare.point.exits"] = new("its exits", "循环出口");
        texts["compare.point.scenario"] = new("never ends for", "不结束的情形");
        texts["compare.point.registers"] = new("into the stack", "指向栈的寄存器");
        texts["compare.point.current"] = new("current task", "当前任务");
        texts["compare.point.cursor"] = new("cursor", "游标");
        texts["compare.point.wanted"] = new("looked for", "查找的值");
        texts["compare.point.chain"] = new("consequences", "后果");
        texts["compare.point.modules"] = new("third-party modules", "第三方模块");
        texts["compare.kind.detectors"] = new("Two detectors of one condition: which speaks first depends on settings.", "同一状况的两种检测器：谁先报告取决于设置。");
        texts["compare.class.less"] = new("One input shows less of the loop than the other.", "一方输入对该循环揭示得更少。");
        texts["compare.function.unknown"] = new("One of them does not name the function.", "其中一方没有给出函数名。");
        texts["compare.function.partner"] = new("The two sides of one deadlock: which is reported first is chance.", "同一死锁的两方：哪一方先被报告是偶然的。");
        texts["compare.function.same-loop"] = new("The very same loop in a function of another name.", "循环完全相同，只是函数名不同。");
        texts["compare.function.other-module"] = new("Functions of the same name, {0}, in two modules.", "同名函数 {0} 分属两个模块。");
        texts["compare.offset.other-function"] = new("Offsets in two functions say nothing of each other.", "不同函数内的偏移无法比较。");
        texts["compare.offset.other-build"] = new("Offsets in two builds say nothing of each other.", "不同构建内的偏移无法比较。");
        texts["compare.offset.in-loop"] = new("The second was interrupted {0} instruction(s) {1} in the same loop.", "第二个在同一循环中{1} {0} 条指令处被中断。");
        texts["compare.offset.in-loop.one"] = new("The second was interrupted one instruction {1} in the same loop ({0}).", "第二个在同一循环中{1}一条指令处被中断（{0}）。");
        texts["compare.later"] = new("later", "靠后");
        texts["compare.earlier"] = new("earlier", "靠前");
        texts["compare.offset.outside"] = new("One of the two places lies outside of the loop.", "其中一处位于循环之外。");
        texts["compare.offset.sampled"] = new("Both were also caught at {0}.", "两者都曾停在 {0}。");
        texts["compare.offset.stuck"] = new("A loop is caught at any of its instructions; the module file would tell whether both lie in one loop.", "循环可能停在任意一条指令；提供模块文件即可判断两处是否属于同一循环。");
        texts["compare.running.helper"] = new("Helpers that the same function calls.", "同一函数所调用的不同辅助函数。");
        texts["compare.caller.other"] = new("The function was entered another way.", "进入该函数的途径不同。");
        texts["compare.caller.other-call"] = new("Another call in the same caller.", "同一调用者中的另一处调用。");
        texts["compare.slot.differ"] = new("The stack frame of the same place has another size: other code.", "同一位置的栈帧大小不同：代码不同。");
        texts["compare.slot.other-place"] = new("At two places of the code the slots need not agree.", "代码位置不同，栈位置不必一致。");
        texts["compare.build.same-id"] = new("The same build of {0}: the build ids agree.", "{0} 是同一构建：build id 一致。");
        texts["compare.build.other-id"] = new("Two builds of {0}: the build ids differ.", "{0} 是两个构建：build id 不同。");
        texts["compare.build.other-source"] = new("Two builds of {0}, of different source: srcversion differs.", "{0} 是两个构建，源代码不同：srcversion 不一致。");
        texts["compare.build.size"] = new("Two builds of {0}: {1} has another size.", "{0} 是两个构建：{1} 的大小不同。");
        texts["compare.build.sizes"] = new("Likely the same build of {0}: {1} function(s) (has|have) equal sizes.", "很可能是同一构建的 {0}：{1} 个函数大小相同。");
        texts["compare.build.one-size"] = new("The one function of {0} that both show has one size: no contradiction, and no proof.", "两者都显示的 {0} 的唯一函数大小相同：不矛盾，但也不足以证明。");
        texts["compare.build.unknown"] = new("Neither sizes nor addresses of {0} can be compared.", "{0} 的大小和地址均无法比较。");
        texts["compare.code"] = new("{0} of {1} byte(s) around the place are equal.", "该处前后 {1} 个字节中有 {0} 个相同。");
        texts["compare.loop.one-file"] = new("A module file shows only one of them.", "模块文件只显示了其中一方的循环。");
        texts["compare.loop.alike"] = new("It does the same and ends in the same ways, compiled differently.", "行为与出口相同，只是编译结果不同。");
        texts["compare.loop.other"] = new("Two different loops.", "两个不同的循环。");
        texts["compare.scenario.some"] = new("They share situations in which they never end.", "两者有共同的永不结束的情形。");
        texts["compare.registers.equal"] = new("Equally far above the stack pointer: buffers at the same place of the callers' frames.", "与栈指针的距离相同：缓冲区位于调用者栈帧的同一位置。");
        texts["compare.registers.other"] = new("Registers that hold other data.", "寄存器中保存的是其他数据。");
        texts["compare.role.other-register"] = new("The same part, played by another register.", "作用相同，只是用了另一个寄存器。");
        texts["compare.chain.none"] = new("One of them shows none: it may end too early.", "其中一方没有显示后果：记录可能结束得过早。");
        texts["compare.chain.some"] = new("They share consequences; a log that goes on for longer shows more.", "有共同的后果；持续更久的日志会显示更多。");
        texts["compare.chain.other"] = new("Their consequences have nothing in common.", "后果没有共同之处。");
    }
}
