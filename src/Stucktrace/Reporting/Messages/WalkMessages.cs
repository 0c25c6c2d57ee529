namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for the walk that a report shows step by step. Those that begin with <c>walk.js.</c> travel inside the page for its player.</summary>
static class WalkMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        Section(texts);
        Drawing(texts);
        Cells(texts);
        Situations(texts);
        Player(texts);
        Origins(texts);
        Absence(texts);
    }

    static void Section(Dictionary<string, MessageText> texts)
    {
        texts["walk.title"] = new("The walk, step by step", "逐步执行过程");
        texts["walk.setting.scenario"] = new("The module's own instructions, executed in this situation (laid out for it, not read from the machine): {0}.", "在下述情形中执行模块自身的指令（该情形是构造出来的，并非读自故障机器）：{0}。");
        texts["walk.setting.dump"] = new("The code of CPU {0}, run on from its saved registers at {1}, on the memory of the dump.", "从 {1} 处保存的寄存器出发，在转储的内存上继续执行 CPU {0} 的代码。");
        texts["walk.repeat"] = new("Step {0} is step {1} again: all {2} cell(s) that (decides is|decide are) the same, after {3} round(s). So it goes on for ever.", "第 {0} 步与第 {1} 步相同：经过 {3} 轮后，起决定作用的 {2} 个单元全部一致，因此会永远循环下去。");
        texts["walk.repeat.held"] = new("Step {0} is step {1} again: all {2} cell(s) that (decides is|decide are) the same, after {3} round(s). So it goes round until somebody else changes one of them.", "第 {0} 步与第 {1} 步相同：经过 {3} 轮后，起决定作用的 {2} 个单元全部一致。在其他执行者改变其中之一以前，它会一直循环。");
        texts["walk.choice.open"] = new("No situation was found in which the loop never ends, and it could not be decided in all of them. Shown is one that stayed open, up to where it could not be followed.", "没有找到使循环永不结束的情形，但也并非每种情形都能判定。这里显示其中一种未能判定的情形，直到无法继续跟踪之处。");
        texts["walk.choice.ends"] = new("In every situation that was executed the loop is left. Shown is the longest of them.", "在所执行的每种情形中循环都会结束。这里显示其中最长的一种。");
        texts["walk.stops"] = new("The trace ends with step {0}: {1}.", "执行轨迹止于第 {0} 步：{1}。");
        texts["walk.stops.dump"] = new("The trace ends with step {0}. {1}.", "执行轨迹止于第 {0} 步。{1}。");
        texts["walk.left-out"] = new("{0} step(s) in the middle (was|were) executed and (is|are) not in this page.", "中间的 {0} 步已执行，但未收入本页。");
        texts["walk.listing"] = new("The code: arrows are jumps, the marked row is the step that is looked at", "代码：箭头表示跳转，标记的行是当前查看的步骤");
        texts["walk.table"] = new("One round of the walk, as it was executed", "实际执行的一轮");
        texts["walk.head.step"] = new("step", "步骤");
        texts["walk.head.place"] = new("place", "位置");
        texts["walk.head.instruction"] = new("instruction", "指令");
        texts["walk.head.values"] = new("values", "数值");
        texts["walk.head.note"] = new("what it does", "作用");
        texts["walk.exit"] = new("exit", "出口");
        texts["walk.registers"] = new("Registers", "寄存器");
        texts["walk.memory"] = new("Memory", "内存");
        texts["walk.letters"] = new("L log · V memory of the dump · K module file · D worked out by executing · A assumed by the situation", "L 日志 · V 转储内存 · K 模块文件 · D 由执行得出 · A 情形中的假定");
        texts["walk.reported"] = new("Registers in the report of the log", "日志报告中的寄存器");
        texts["walk.only-loop"] = new("only the loop", "仅显示循环");
        texts["walk.changed-only"] = new("changed only", "仅显示变化");
        texts["walk.arrows"] = new("arrows", "箭头");
        texts["walk.keys"] = new("Keys: j k step, n p round, b back edge", "按键：j k 单步，n p 按轮，b 回边");
        texts["walk.back"] = new("back edge", "回边");
        texts["walk.step-back"] = new("previous step", "上一步");
        texts["walk.step-on"] = new("next step", "下一步");
        texts["walk.round-back"] = new("previous round", "上一轮");
        texts["walk.round-on"] = new("next round", "下一轮");
        texts["walk.slider"] = new("Step of the walk", "步骤");
        texts["walk.log-line"] = new("In the log", "日志中");
    }

    static void Drawing(Dictionary<string, MessageText> texts)
    {
        texts["walk.list"] = new("The list that it walks", "所遍历的链表");
        texts["walk.list.ring"] = new("{0} node(s) in a ring", "环中有 {0} 个节点");
        texts["walk.list.more"] = new("… {0} more", "……另有 {0} 个");
        texts["walk.list.nobody"] = new("nobody points back here", "没有节点指向这里");
        texts["walk.node.current"] = new("runs this code", "正在执行此代码");
        texts["walk.node.leader"] = new("its process", "其所属进程");
        texts["walk.node.freed"] = new("freed", "已释放");
        texts["walk.node.cursor"] = new("the CPU was here", "CPU 位于此处");
        texts["walk.node.broken"] = new("its back pointer is wrong", "后向指针有误");
    }

    static void Cells(Dictionary<string, MessageText> texts)
    {
        texts["walk.cells"] = new("What was compared: {0} cell(s), all equal at step {1} and at step {2}", "比较的内容：{0} 个单元，在第 {1} 步和第 {2} 步全部相等");
        texts["walk.cells.register"] = new("register", "寄存器");
        texts["walk.cells.word"] = new("memory", "内存");
        texts["walk.cells.more"] = new("{0} more word(s) of memory; all are in the certificate.", "另有 {0} 个内存单元，均列于证书中。");
        texts["walk.cells.out"] = new("Not compared; the proof holds whatever they are", "未参与比较；无论其值如何，证明都成立");
        texts["walk.out.not-known"] = new("not known", "值未知");
        texts["walk.out.not-needed"] = new("the same again, and not needed", "值相同，但证明不需要");
        texts["walk.out.changed"] = new("another value, and not needed", "值不同，但证明不需要");
    }

    static void Situations(Dictionary<string, MessageText> texts)
    {
        texts["walk.tree"] = new("The processes in it", "其中的进程");
        texts["walk.tree.thread"] = new("thread", "线程");
        texts["walk.tree.kernel"] = new("kernel thread", "内核线程");
        texts["walk.tree.wanted"] = new("its pid is looked for", "查找的就是它的 pid");
        texts["walk.trace.first"] = new("Its first round, as executed", "实际执行的第一轮");
        texts["walk.trace.last"] = new("Its last round (round {0})", "最后一轮（第 {0} 轮）");
        texts["walk.trace.again"] = new("Round {0}: the state of round {1} again", "第 {0} 轮：状态与第 {1} 轮相同");
        texts["walk.trace.steps"] = new("{0} step(s) (was|were) executed.", "共执行 {0} 步。");
        texts["walk.trace.none"] = new("No trace: this situation was not executed, or it is too long to be shown.", "没有执行轨迹：该情形未执行，或过长而未显示。");
        texts["walk.certificate"] = new("Download the certificate ({0} KB)", "下载证书（{0} KB）");
        texts["walk.certificate.large"] = new("The certificate is too large for this page ({0} word(s) of memory). It is in the JSON report: --format json.", "证书过大，未收入本页（{0} 个内存单元）。JSON 报告（--format json）中包含完整证书。");
        texts["walk.certificate.verify"] = new("Check it with the small checker alone:", "可仅用小型检查器核对：");
        texts["walk.graph"] = new("Control flow graph of {0}", "{0} 的控制流图");
        texts["walk.graph.legend"] = new("Thick lines were executed in this walk; dashed lines lead back; blocks of the loop are framed.", "粗线表示本次实际执行的路径；虚线为回边；带框的是循环内的基本块。");
        texts["walk.graph.part"] = new("{0} of {1} block(s) (is|are) shown: the loop and what is next to it.", "共 {1} 个基本块，显示其中 {0} 个：循环及其相邻部分。");
        texts["walk.caught"] = new("{0}: the CPU was at {1}", "{0}：CPU 位于 {1}");
        texts["walk.caught.go"] = new("show that step", "查看该步");
        texts["walk.log.words"] = new("{0} ({1})", "{0}（{1}）");
    }

    static void Player(Dictionary<string, MessageText> texts)
    {
        texts["walk.js.step"] = new("step {0} of {1}", "第 {0} 步，共 {1} 步");
        texts["walk.js.prefix"] = new("before the loop", "进入循环之前");
        texts["walk.js.iteration"] = new("iteration {0} of ∞", "第 {0} 轮，共 ∞ 轮");
        texts["walk.js.round"] = new("round {0}", "第 {0} 轮");
        texts["walk.js.stops"] = new("the trace ends here", "执行轨迹到此为止");
        texts["walk.js.repeat"] = new("↺ step {0} = step {1}, all {2} cell(s)", "↺ 第 {0} 步 = 第 {1} 步，{2} 个单元全部相等");
        texts["walk.js.gap"] = new("steps {0} to {1} were executed and are not in this page", "第 {0} 至 {1} 步已执行，但未收入本页");
        texts["walk.js.not-taken"] = new("exit not taken: needs {0} {1} {2}, is {3}", "未走出口：需要 {0} {1} {2}，实际为 {3}");
        texts["walk.js.taken"] = new("exit taken: {0} {1} {2}", "走出口：{0} {1} {2}");
        texts["walk.js.other-way"] = new("other way not taken: needs {0} {1} {2}, is {3}", "未走另一分支：需要 {0} {1} {2}，实际为 {3}");
        texts["walk.js.jumps"] = new("jumps", "跳转");
        texts["walk.js.falls"] = new("goes on below", "顺序执行");
        texts["walk.js.back"] = new("looping back…", "回到循环开头……");
        texts["walk.js.unknown"] = new("not known", "未知");
        texts["walk.js.read"] = new("reads", "读取");
        texts["walk.js.wrote"] = new("writes", "写入");
        texts["walk.js.nothing-changed"] = new("nothing changed", "无变化");
        texts["walk.js.no-memory"] = new("no memory touched", "未访问内存");
        texts["walk.js.folded"] = new("… {0} row(s)", "……{0} 行");
        texts["walk.js.copied"] = new("Copied", "已复制");
    }

    static void Origins(Dictionary<string, MessageText> texts)
    {
        texts["walk.js.origin"] = new("Where did {0} = {1} come from?", "{0} = {1} 从何而来？");
        texts["walk.js.moves"] = new("{0} move(s) folded", "折叠了 {0} 次传送");
        texts["walk.js.loaded"] = new("step {0} reads it from {1}", "第 {0} 步从 {1} 读取");
        texts["walk.js.computed"] = new("step {0} works it out: {1}", "第 {0} 步计算得出：{1}");
        texts["walk.js.constant"] = new("step {0}: a number of the code: {1}", "第 {0} 步：代码中的常数：{1}");
        texts["walk.js.called"] = new("step {0}: given back by the function called: {1}", "第 {0} 步：由被调用的函数返回：{1}");
        texts["walk.js.stored"] = new("step {0} wrote it there: {1}", "第 {0} 步写入该处：{1}");
        texts["walk.js.start-a"] = new("held when the function is entered: assumed by the situation", "进入函数时的值：由情形假定");
        texts["walk.js.start-v"] = new("held by the CPU: the registers saved in the dump", "CPU 当时的值：转储中保存的寄存器");
        texts["walk.js.end-a"] = new("assumed, laid out by the situation", "假定，由情形构造");
        texts["walk.js.end-v"] = new("the memory of the dump", "转储的内存");
        texts["walk.js.end-k"] = new("the module's file", "模块文件");
        texts["walk.js.end-d"] = new("made by the run itself", "由执行本身产生");
        texts["walk.js.end-gap"] = new("in the steps that are not in this page", "位于未收入本页的步骤中");
        texts["walk.js.log-held"] = new("In its place the log shows {0} = {1}, when the CPU was at {2}:", "日志中 CPU 位于 {2} 时，与之对应的是 {0} = {1}：");
        texts["walk.js.log-same"] = new("The same value.", "值相同。");
        texts["walk.js.log-assumed"] = new("That is the incident's own value; this walk was laid out with another one.", "这是事故本身的值；本次执行构造时用的是另一个值。");
        texts["walk.js.log-earlier"] = new("It shows another moment than the dump.", "它与转储不是同一时刻。");
        texts["walk.js.log-open"] = new("This walk leaves it open.", "本次执行没有给定它的值。");
        texts["walk.js.log-none"] = new("No line of the log holds it.", "日志中没有任何一行包含它。");
        texts["walk.js.from"] = new("made of", "由以下得出");
        texts["walk.js.check"] = new("check it yourself", "自行核对");
    }

    static void Absence(Dictionary<string, MessageText> texts)
    {
        texts["walk.none.long"] = new("There is no step-by-step walk: the run is too long to be written down.", "没有逐步执行过程：执行过长，无法逐步记录。");
        texts["walk.none.no-loop"] = new("There is no step-by-step walk: by its kind this failure is no code that goes round. Something waits, or has stopped.", "没有逐步执行过程：按其类型，此故障并非代码循环，而是在等待或已停止。");
        texts["walk.none.lock"] = new("There is no step-by-step walk: the CPU goes round in the kernel's own lock function until the lock is given back. The question is who holds it: the findings say what is known of that, and a memory dump (vmcore) would show it.", "没有逐步执行过程：CPU 在内核自身的锁函数中循环，直到锁被释放。问题在于谁持有锁：已知情况见“发现”，内存转储（vmcore）可以显示持有者。");
        texts["walk.none.kernel"] = new("There is no step-by-step walk: no module is known that the CPU went round in. A memory dump (vmcore) would let the CPU's own code be run on.", "没有逐步执行过程：不知道 CPU 在哪个模块中循环。若有内存转储（vmcore），即可继续执行该 CPU 自身的代码。");
        texts["walk.none.file"] = new("There is no step-by-step walk: it needs the code. Add the file {0}.ko of the build that was loaded, or a memory dump (vmcore).", "没有逐步执行过程：需要代码。请加入当时加载的构建的 {0}.ko 文件，或内存转储（vmcore）。");
        texts["walk.none.elsewhere"] = new("There is no step-by-step walk: by the file of {0}, none of its loops is certain to be the one that the CPU was in.", "没有逐步执行过程：根据 {0} 的文件，无法确定 CPU 处于其中的哪个循环。");
        texts["walk.none.dump"] = new("There is no step-by-step walk: the dump does not hold all registers of the CPU, or it was not in the kernel any more. The file {0}.ko would show the loop.", "没有逐步执行过程：转储中没有该 CPU 的全部寄存器，或它已不在内核中。{0}.ko 文件可以显示该循环。");
        texts["walk.none.another"] = new("There is no step-by-step walk: the file of {0} is another build than the one that was loaded, and executing it would prove nothing of this failure.", "没有逐步执行过程：{0} 的文件与当时加载的构建不同，执行它对此故障不能证明任何事情。");
        texts["walk.none.build"] = new("There is no step-by-step walk: whether the file of {0} is the build that was loaded can't be told, so it was not executed.", "没有逐步执行过程：无法判断 {0} 的文件是否为当时加载的构建，因此没有执行它。");
        texts["walk.none.ordinary"] = new("There is no step-by-step walk: the code of the loop shows nothing that could keep it from ending, so it was not executed. The listing stands below.", "没有逐步执行过程：循环的代码中没有会妨碍其结束的内容，因此没有执行它。代码列于下方。");
        texts["walk.none.shape"] = new("There is no step-by-step walk: what this loop reads can't be laid out without a memory dump (vmcore). The listing stands below.", "没有逐步执行过程：没有内存转储（vmcore），就无法构造该循环所读取的内容。代码列于下方。");
    }
}
