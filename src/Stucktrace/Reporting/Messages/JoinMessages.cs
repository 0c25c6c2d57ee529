namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for what the log and the module file say together.</summary>
static class JoinMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // Signs that a file is, or is not, the build that was loaded
        texts["join.sign.kernel"] = new(
            "It was built for the kernel that ran, {0}.",
            "它正是为所运行的内核 {0} 构建的。");
        texts["join.sign.kernel-other"] = new(
            "It was built for {0}; {1} ran, which can load it all the same: its imports are checked one by one, or it was forced.",
            "它是为 {0} 构建的，而运行的是 {1}；但后者仍可加载它：导入符号逐个校验，或被强制加载。");
        texts["join.sign.kernel-refused"] = new(
            "It was built for {0}, and {1} ran, which refuses it.",
            "它是为 {0} 构建的，而运行的是 {1}，该内核会拒绝加载它。");
        texts["join.sign.build-id"] = new(
            "The build id in the log, {0}, is that of the file.",
            "日志中的 build id {0} 与文件一致。");
        texts["join.sign.build-id-other"] = new(
            "The build id is {0} in the log and {1} in the file.",
            "build id 在日志中是 {0}，在文件中是 {1}。");
        texts["join.sign.no-function"] = new(
            "The log shows {0}; the file, which names its functions, has none of that name.",
            "日志中出现了 {0}；文件保留了函数名，但没有这个函数。");
        texts["join.sign.size"] = new(
            "{0} is {1} byte(s) long in both.",
            "{0} 的大小在两者中都是 {1} 字节。");
        texts["join.sign.size-unnamed"] = new(
            "{0} is {1} byte(s) long in the log, and so is the function at {2} of the file, which has no names; no other function there fits.",
            "{0} 在日志中为 {1} 字节，文件（没有函数名）中 {2} 处的函数也是如此，且没有别的函数相符。");
        texts["join.sign.size-other"] = new(
            "{0} is {1} byte(s) long in the log, {2} in the file.",
            "{0} 在日志中为 {1} 字节，在文件中为 {2} 字节。");
        texts["join.sign.distance"] = new(
            "{0} address(|es) of the log (lies|lie) as far from each other as in the file; its text was loaded at {1}.",
            "日志中的 {0} 个地址彼此间的距离与文件一致；代码段加载于 {1}。");
        texts["join.sign.distance-other"] = new(
            "{0} lies {1} from the start of the text in the log, {2} in the file.",
            "{0} 距代码段起点在日志中为 {1}，在文件中为 {2}。");
        texts["join.sign.base"] = new(
            "{0} lies in the text of {1} when that is loaded at {2}: the place is an instruction of it, and {3} return address(es) stand behind calls.",
            "当 {1} 的代码段加载于 {2} 时，{0} 落在其中：该处是它的一条指令，且有 {3} 个返回地址紧跟在 call 之后。");
        texts["join.sign.instruction"] = new(
            "{0} is the start of an instruction of the file, at {1}.",
            "{0} 是文件中一条指令的起点，位于 {1}。");
        texts["join.sign.no-instruction"] = new(
            "{0} is {1} in the file, in the middle of an instruction.",
            "{0} 对应文件中的 {1}，落在一条指令的中间。");
        texts["join.sign.call"] = new(
            "{0} is a return address: a call stands before it in the file.",
            "{0} 是返回地址：文件中它前面正是一条 call 指令。");
        texts["join.sign.call-to"] = new(
            "{0} is a return address: before it the file calls {1}, which is what ran.",
            "{0} 是返回地址：文件中它前面的 call 调用的正是当时运行的 {1}。");
        texts["join.sign.no-call"] = new(
            "{0} should be a return address; at {1} in the file no call stands before it.",
            "{0} 应为返回地址；但文件中 {1} 之前并没有 call 指令。");
        texts["join.sign.bytes"] = new(
            "{0} code byte(s) of the report (is that|are those) of the file at {1}; {2} more are relocated or rewritten by the kernel and were left out.",
            "报告中的 {0} 个代码字节与文件 {1} 处一致；另有 {2} 个字节会被重定位或被内核改写，未参与比较。");
        texts["join.sign.bytes-other"] = new(
            "The code byte at {0} is {1} in the log, {2} in the file.",
            "{0} 处的代码字节在日志中为 {1}，在文件中为 {2}。");

        // Frames
        texts["join.frame.no-call"] = new(
            "Left over: at {0} in the module file no call stands before this address, so nothing returns here.",
            "残留：模块文件中 {0} 之前没有 call 指令，不会有任何调用返回到这里。");
        texts["join.frame.interrupted"] = new(
            "Where the interrupt came in, most likely: {0}, the kernel's way into it, stands before it, and no call does.",
            "很可能是中断到来之处：其前为内核的中断入口 {0}，而此处之前没有 call 指令。");
        texts["join.frame.other-slot"] = new(
            "Left over: {0} keeps its return address at {1}, which holds another one.",
            "残留：{0} 的返回地址保存在 {1}，那里是另一个地址。");
        texts["join.frame.other-target"] = new(
            "Left over: the call before it leads to {0}, not to {1}.",
            "残留：它前面的 call 调用的是 {0}，而不是 {1}。");
        texts["join.frame.slot-and-call"] = new(
            "The caller: this address lies at {0}, where {1} keeps its return address, and the call of {1} stands before it ({2}).",
            "调用者：该地址位于 {0}，正是 {1} 保存返回地址之处，且其前面就是对 {1} 的调用（{2}）。");
        texts["join.frame.slot"] = new(
            "The caller: this address lies at {0}, where {1} keeps its return address; a call of {2} stands before it ({3}).",
            "调用者：该地址位于 {0}，正是 {1} 保存返回地址之处；其前面是对 {2} 的调用（{3}）。");
        texts["join.frame.entry"] = new(
            "The caller: {0} takes the place of a system call, which the entry code calls itself.",
            "调用者：{0} 取代了一个系统调用，由入口代码直接调用。");
        texts["join.frame.calls"] = new(
            "The caller: the call of {0} stands before this address ({1}).",
            "调用者：该地址之前正是对 {0} 的调用（{1}）。");
        texts["join.frame.calls-pointer"] = new(
            "A call through a pointer stands before this address ({0}).",
            "该地址之前是一条通过指针的调用（{0}）。");

        // Inputs
        texts["join.not-a-module"] = new(
            "This is not a kernel module that can be read.",
            "这不是可读取的内核模块。");
        texts["join.other-machine"] = new(
            "The module is for another processor (ELF machine {0}); only x86-64 code is understood.",
            "该模块属于其他处理器（ELF machine {0}）；目前只理解 x86-64 代码。");

        // ST1701 to ST1705
        texts["join.two"] = new(
            "{0} {1}",
            "{0}{1}");
        texts["join.nothing-compared"] = new(
            "The log shows nothing of the module that could be compared.",
            "日志中没有可供比较的该模块内容。");
        texts["join.same-build"] = new(
            "{0} is the build of {1} that was loaded. {2}",
            "{0} 就是当时加载的 {1} 构建。{2}");
        texts["join.likely-build"] = new(
            "{0} is likely the build of {1} that was loaded: sizes and offsets agree, but the log holds no code bytes and no build id that would settle it. {2}",
            "{0} 很可能就是当时加载的 {1} 构建：大小与偏移一致，但日志中没有足以确定的代码字节或 build id。{2}");
        texts["join.own-description"] = new("{0} The file says of itself: \"{1}\".", "{0} 该文件的自述：“{1}”。");
        texts["join.another-build"] = new(
            "{0} is another build of {1} than the one that was loaded, so its code is not used. {2}",
            "{0} 与当时加载的 {1} 不是同一构建，因此不使用其代码。{2}");
        texts["join.doubtful-build"] = new(
            "Whether {0} is the build of {1} that was loaded can't be told; what is said of its code holds only if it is. {2}",
            "无法判断 {0} 是否就是当时加载的 {1} 构建；以下关于其代码的说法仅在确为同一构建时成立。{2}");
        texts["join.located"] = new(
            "The bare address {0} is {1}: {2} of the module file.",
            "裸地址 {0} 即 {1}，对应模块文件的 {2}。");
        texts["join.located-unnamed"] = new(
            "The bare address {0} is {1}: {2} of the module file. {3} is no name of its own: the function at {4} has none in the file.",
            "裸地址 {0} 即 {1}，对应模块文件的 {2}。{3} 并非真实函数名：文件中 {4} 处的函数没有名字。");
        texts["join.chain"] = new(
            "The module's code confirms the chain of calls: {0}.",
            "模块代码印证了调用链：{0}。");
        texts["join.chain-inside"] = new(
            "The module's code agrees with the chain of calls; the kernel's function that it calls is not on the stack itself: {0}.",
            "模块代码与调用链相符；它所调用的内核函数自身不在栈上：{0}。");
        texts["join.chain-pointer"] = new(
            "The module's code agrees with the chain of calls, of which a step goes through a pointer: {0}.",
            "模块代码与调用链相符（其中一步经由函数指针）：{0}。");
        texts["join.not-in-log"] = new(
            "No report shows a module named {0}, so this file says nothing of them.",
            "没有任何报告涉及名为 {0} 的模块，因此该文件与这些报告无关。");
        texts["join.other-build-input"] = new(
            "This is another build of {0} than the one that was loaded; its code is not used.",
            "这与当时加载的 {0} 不是同一构建；不使用其代码。");

        // What a loop is, as a part of a sentence
        texts["verdict.stuck-in-loop"] = new(
            "CPU {0} is stuck in {1} of {2}, in {3}",
            "CPU {0} 卡死在{2} 的 {1}，处于{3}中");
        texts["verdict.stuck-in-loop-below"] = new(
            "CPU {0} is stuck in {1}, called by {2} of {3} in {4}",
            "CPU {0} 卡死在 {1}，由{3} 的 {2} 调用，处于{4}中");
        texts["join.clause.ends-only-at-start"] = new(
            "a list walk that ends only where it began",
            "一个只有回到起点才结束的链表遍历");
        texts["join.clause.no-head-test"] = new(
            "a list walk that never looks for the end of the list",
            "一个从不检查链表结尾的遍历");
        texts["join.clause.nobody-writes"] = new(
            "a loop that waits for a word that nobody writes",
            "一个等待无人写入的内存字的循环");
        texts["join.clause.walk-nothing-changes"] = new(
            "a list walk in which nothing changes the exits",
            "一个任何操作都不影响出口的链表遍历");
        texts["join.clause.nothing-changes"] = new(
            "a loop in which nothing changes the exits",
            "一个任何操作都不影响出口的循环");
        texts["join.clause.walk-no-exit"] = new(
            "a list walk without a way out",
            "一个没有出口的链表遍历");
        texts["join.clause.no-exit"] = new(
            "a loop without a way out",
            "一个没有出口的循环");
        texts["join.clause.retry"] = new(
            "a loop that tries again and again",
            "一个反复重试的循环");
        texts["join.clause.walk"] = new(
            "a list walk",
            "一个链表遍历");
        texts["join.clause.chase"] = new(
            "a walk along pointers",
            "一个沿指针前进的遍历");
        texts["join.clause.poll"] = new(
            "a loop that waits for a word in memory",
            "一个等待内存字的循环");
        texts["join.clause.lock"] = new(
            "a loop that tries for a lock",
            "一个尝试取锁的循环");
        texts["join.clause.counted"] = new(
            "a counted loop",
            "一个计数循环");
        texts["join.clause.loop"] = new(
            "a loop",
            "一个循环");

        // ST1801 to ST1807
        texts["join.loop"] = new(
            "{0} lies in the loop at {1}. {2} {3}",
            "{0} 位于 {1} 处的循环内。{2}{3}");
        texts["join.loop-above"] = new(
            "{0}, which called what the CPU was in ({4}), lies in the loop at {1}. {2} {3}",
            "{0} 调用了 CPU 当时所在的 {4}，它位于 {1} 处的循环内。{2}{3}");
        texts["join.does.walk-forward"] = new(
            "It walks a list forward: in each round the cursor ({0}) goes on {1}, beginning at {2}.",
            "它沿链表向前遍历：每一轮游标（{0}）{1}，从 {2} 开始。");
        texts["join.does.walk-backward"] = new(
            "It walks a list backward: in each round the cursor ({0}) goes on {1}, beginning at {2}.",
            "它沿链表向后遍历：每一轮游标（{0}）{1}，从 {2} 开始。");
        texts["join.does.walk"] = new(
            "It follows pointers: in each round the cursor ({0}) goes on {1}, beginning at {2}.",
            "它沿指针前进：每一轮游标（{0}）{1}，从 {2} 开始。");
        texts["join.step.named"] = new(
            "through {0} (at {1})",
            "经 {0}（偏移 {1}）前进");
        texts["join.step.offset"] = new(
            "through the pointer at {0}",
            "经偏移 {0} 处的指针前进");
        texts["join.start.unknown"] = new(
            "a place that the code does not show",
            "代码未显示的位置");
        texts["join.does.counted"] = new(
            "It counts rounds.",
            "它按轮数计数。");
        texts["join.does.poll"] = new(
            "It reads a word of memory again and again.",
            "它反复读取同一个内存字。");
        texts["join.does.lock"] = new(
            "It tries for a lock again and again.",
            "它反复尝试取锁。");
        texts["join.does.retry"] = new(
            "It tries something again until that succeeds.",
            "它反复重试直到成功。");
        texts["join.does.other"] = new(
            "What it does from round to round is none of the known kinds.",
            "它每轮所做的不属于已知类型。");
        texts["join.does.not-understood"] = new(
            "It was not understood as a whole.",
            "未能完整理解它。");
        texts["join.exit"] = new(
            "{0} ({1})",
            "{0}（{1}）");
        texts["join.exit.or"] = new(
            "{0}, or {1}",
            "{0}，或{1}");
        texts["join.exits"] = new(
            "It ends when {0}.",
            "结束条件：{0}。");
        texts["join.exits.more"] = new(
            "It ends when {0}, or in {1} more way(s).",
            "结束条件：{0}，或另外 {1} 种情况。");
        texts["join.exits.none"] = new(
            "It has no exit.",
            "它没有出口。");
        texts["join.loop-innocent"] = new(
            "Nothing in the code of this loop shows that it can't end: it is the data (a list that was changed or damaged, a value that does not come), or each round is slow.",
            "该循环的代码没有显示它无法结束：问题在数据（链表被改动或损坏、等待的值不出现），或每一轮都很慢。");
        texts["join.loop-not-understood"] = new(
            "This loop was not understood as a whole, so nothing is said of whether it can end.",
            "未能完整理解该循环，因此不对其能否结束下结论。");
        texts["join.held"] = new(
            "{0}",
            "{0}");
        texts["join.held.rcu"] = new(
            "The loop runs inside an RCU read-side section ({0}): grace periods wait for it.",
            "循环运行在 RCU 读临界区内（{0}）：宽限期要等待它。");
        texts["join.held.preemption"] = new(
            "The loop runs with preemption off ({0}).",
            "循环在关闭抢占的情况下运行（{0}）。");
        texts["join.held.interrupts"] = new(
            "The loop runs with interrupts off ({0}).",
            "循环在关闭中断的情况下运行（{0}）。");
        texts["join.held.lock"] = new(
            "The loop runs with a lock held ({0}).",
            "循环在持锁状态下运行（{0}）。");
        texts["join.no-loop"] = new(
            "The place lies in no loop of {0} [{1}], nor does any call that led there: the code shows nothing that could go on.",
            "该位置不在 {0} [{1}] 的任何循环内，通向它的调用也不在循环内：代码没有显示可以持续下去的东西。");
        texts["join.registers"] = new(
            "At {0}: {1}",
            "在 {0} 处：{1}");
        texts["join.register.sentence"] = new(
            "{0} is {1}.",
            "{0} 是{1}。");
        texts["join.register.sentence-and"] = new(
            "{0} is {1}; {2}.",
            "{0} 是{1}；{2}。");
        texts["join.register.sentence-but"] = new(
            "{0} is {1}, but {2}.",
            "{0} 是{1}，但{2}。");
        texts["join.register.cursor"] = new(
            "the cursor, {0}",
            "游标 {0}");
        texts["join.register.cursor-task"] = new(
            "the cursor, the task {0}",
            "游标，即任务 {0}");
        texts["join.register.node"] = new(
            "the list node inside the cursor's object ({0}), {1}",
            "游标所指对象内的链表节点（{0}），{1}");
        texts["join.register.current"] = new(
            "current, {0}",
            "当前任务 current，{0}");
        texts["join.register.current-start"] = new(
            "current, where the walk began, {0}",
            "当前任务 current，即遍历的起点，{0}");
        texts["join.register.head"] = new(
            "the head of the list, {0}",
            "链表头 {0}");
        texts["join.register.start"] = new(
            "where the walk began, {0}",
            "遍历的起点 {0}");
        texts["join.register.counter"] = new(
            "the counter, {0}",
            "计数器，{0}");
        texts["join.register.word"] = new(
            "what was read from {0}: {1}",
            "从 {0} 读到的值：{1}");
        texts["join.register.pid-wanted"] = new(
            "the pid wanted: {0}",
            "所查找的 pid：{0}");
        texts["join.register.pid-likely"] = new(
            "what a field of each task is compared with, most likely the pid wanted: {0}",
            "与每个任务的某字段比较的值，很可能就是所查找的 pid：{0}");
        texts["join.register.also"] = new(
            "{0} ({1} holds the same value)",
            "{0}（{1} 中也是该值）");
        texts["join.register.wanted"] = new(
            "what {1} of each element is compared with: {0}",
            "与每个元素的 {1} 比较的值：{0}");
        texts["join.register.argument"] = new(
            "it equals the argument {0} of {1}()",
            "它等于 {1}() 的参数 {0}");
        texts["join.register.task-line"] = new(
            "it equals the task pointer that the report prints",
            "它等于报告打印的 task 指针");
        texts["join.register.task-line-other"] = new(
            "the report's task pointer is {0}",
            "报告打印的 task 指针是 {0}");
        texts["join.register.cursor-is-current"] = new(
            "it is current",
            "它就是 current");
        texts["join.register.is-null"] = new(
            "it is NULL",
            "它是 NULL");
        texts["join.register.is-poison"] = new(
            "it is {0}: freed or removed",
            "它是 {0}：已释放或已摘除");
        texts["join.register.no-pointer"] = new(
            "it is no kernel pointer",
            "它不是内核指针");
        // ST1814
        texts["join.orbit.all-walk"] = new("{0} of {0} sample(s) (lies|lie) on the walk that the code predicts: each was caught at an instruction of the loop.", "{0} 次采样全部（{0}/{0}）落在代码所预测的遍历上：每次都位于循环的某条指令处。");
        texts["join.orbit.all-loop"] = new("{0} of {0} sample(s) (lies|lie) where the code of the loop predicts: each was caught at an instruction of it.", "{0} 次采样全部（{0}/{0}）符合循环代码的预测：每次都位于循环的某条指令处。");
        texts["join.orbit.some-walk"] = new("Only {0} of {1} sample(s) (lies|lie) on the walk that the code predicts. {2} So the loop may not be what holds the CPU, or the line is damaged.", "{1} 次采样中只有 {0} 次落在代码所预测的遍历上。{2} 因此困住 CPU 的未必是这个循环，或者该行已损坏。");
        texts["join.orbit.some-loop"] = new("Only {0} of {1} sample(s) (lies|lie) where the code of the loop predicts. {2} So the loop may not be what holds the CPU, or the line is damaged.", "{1} 次采样中只有 {0} 次符合循环代码的预测。{2} 因此困住 CPU 的未必是这个循环，或者该行已损坏。");
        texts["join.orbit.sample"] = new("The one at line {0} does not: {1}.", "第 {0} 行的采样不符：{1}。");
        texts["join.orbit.outside"] = new("it was at {0}, outside of the loop", "它位于循环之外的 {0}");
        texts["join.orbit.changed"] = new("{0} holds {1}, which the loop never changes, and {2} in the other samples", "循环从不改变 {0}，其值却是 {1}，而其他采样中为 {2}");
        texts["join.orbit.not"] = new("{0} = {1}: {2}", "{0} = {1}：{2}");
        texts["join.orbit.no-object"] = new("{0} = {1} can't be an object of the kernel", "{0} = {1} 不可能是内核对象");
        texts["join.orbit.apart"] = new("{0} = {1} has to be {2} ({3}) + {4} at that instruction", "在该指令处 {0} = {1} 应等于 {2}（{3}）+ {4}");
        texts["join.orbit.current"] = new("{0} holds current, {1}, in all {2}.", "{0} 在全部 {2} 次中都是 current（{1}）。");
        texts["join.orbit.wanted"] = new("{0} holds the value wanted, {1}, in all {2}.", "{0} 在全部 {2} 次中都是要查找的值 {1}。");
        texts["join.orbit.sentinel"] = new("{0} holds what the cursor is compared with, {1}, in all {2}.", "{0} 在全部 {2} 次中都是与游标比较的值 {1}。");
        texts["join.orbit.cursor"] = new("The cursor, {0}, was at {1} different object(s) in {2} sample(s).", "游标 {0} 在 {2} 次采样中位于 {1} 个不同的对象。");
        texts["join.orbit.node"] = new("{0} is the node inside the cursor's object (cursor + {1}) in each of the {2} sample(s) that show both.", "在同时显示两者的 {2} 次采样中，{0} 都是游标对象内的节点（游标 + {1}）。");
        texts["join.samples"] = new(
            "{0} sample(s) of this stall (lies|lie) in this one loop, at {1} instruction(s) of it.",
            "该次卡死的 {0} 次采样都位于这个循环内，涉及其中 {1} 条指令。");

        // ST1901 and ST1902
        texts["join.path"] = new(
            "The kernel gets there by {0}: {1}.",
            "内核经由 {0} 到达该处：{1}。");
        texts["join.path-seen"] = new(
            "The kernel got there by {0}: {1}; the stack shows the same way.",
            "内核经由 {0} 到达该处：{1}；调用栈显示的正是这条路径。");
        texts["join.change"] = new(
            "What {0} does to the kernel: {1}",
            "{0} 对内核的改动：{1}");

        // ST1808
        texts["join.pointer.result"] = new(
            "what {0}() returned",
            "{0}() 的返回值");
        texts["join.pointer.cursor"] = new(
            "the cursor of the walk",
            "遍历的游标");
        texts["join.pointer.field"] = new(
            "what was read at {1} of {0}",
            "从 {0} 的偏移 {1} 处读到的值");
        texts["join.pointer.was-null"] = new(
            "NULL",
            "空指针 NULL");
        texts["join.pointer.was-behind-null"] = new(
            "{0}, the element to a list pointer (at {1}) that was NULL, which no element of this list is linked to",
            "{0}，即链表指针（偏移 {1}）为 NULL 时算出的元素，而该链表的元素从不链接到 NULL");
        texts["join.pointer.was-poison"] = new(
            "{0}, which means freed or removed",
            "{0}，即已释放或已摘除");
        texts["join.pointer.was"] = new(
            "{0}",
            "{0}");
        texts["join.pointer.handed-on"] = new(
            "The pointer that failed is {0} plus {1}, handed to {2}() as argument {3}: {0} was {4}.",
            "出错的指针是{0}加 {1}，作为第 {3} 个参数传给 {2}()：{0}为 {4}。");
        texts["join.pointer.used"] = new(
            "The pointer that failed is {0} plus {1}: {0} was {2}.",
            "出错的指针是{0}加 {1}：{0}为 {2}。");
    }
}
