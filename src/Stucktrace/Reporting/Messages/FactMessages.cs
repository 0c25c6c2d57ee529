namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for the facts that an expert reads from registers, stacks and lists of reports.</summary>
static class FactMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // Why a frame is judged as it is
        texts["fact.frame.passed-over"] = new(
            "Left over from an earlier call: the unwinder followed the chain of calls past it.",
            "早先调用的残留：栈回溯沿真实调用链越过了它。");
        texts["fact.frame.behind-entry"] = new(
            "Left over from an earlier call: it lies behind {0}, where the kernel was entered.",
            "早先调用的残留：它位于内核入口 {0} 之后。");
        texts["fact.frame.pointer"] = new(
            "Not a return address: nothing returns to the first byte of a function, so this is a function pointer that lay on the stack.",
            "不是返回地址：没有调用会返回到函数的第一个字节，这只是栈上的一个函数指针。");
        texts["fact.frame.inside"] = new(
            "Left over: it lies inside the frame of {0}, below the address that {0} returns to.",
            "残留：它位于 {0} 自己的栈帧内，在 {0} 的返回地址之下。");
        texts["fact.frame.above-hook"] = new(
            "Left over from an earlier call: {0} is called by the system call entry itself, so nothing lies between them.",
            "早先调用的残留：{0} 由系统调用入口直接调用，两者之间不存在其他调用。");
        texts["fact.frame.first-text"] = new(
            "The caller: the first text address above the stack pointer, at +{0}.",
            "调用者：栈指针之上的第一个代码地址，偏移 +{0}。");
        texts["fact.frame.first-of-module"] = new(
            "The caller: the first return address into {1} above the stack pointer, at +{0}.",
            "调用者：栈指针之上第一个指向 {1} 的返回地址，偏移 +{0}。");
        texts["fact.frame.nearest-of-module"] = new(
            "Likely the caller: the nearest return address into {0}; it lies beyond the stack words that were printed.",
            "很可能是调用者：最近的一个指向 {0} 的返回地址；它超出了已打印的栈内容。");

        // ST1101 caller
        texts["fact.caller.first-text"] = new(
            "The caller is {0}, although the trace marks it \"?\": its return address is the first text address above the stack pointer, at {1}.",
            "调用者是 {0}，尽管调用栈给它标了 “?”：它的返回地址是栈指针之上的第一个代码地址，位于 {1}。");
        texts["fact.caller.first-of-module"] = new(
            "The caller is {0}, although the trace marks it \"?\": its return address, at {1}, is the first one into {2} above the stack pointer; text addresses below it belong to the kernel, whose functions do not call into this module there.",
            "调用者是 {0}，尽管调用栈给它标了 “?”：它的返回地址位于 {1}，是栈指针之上第一个指向 {2} 的返回地址；在它之下的代码地址属于内核自身函数，这些函数不会在那里调用该模块。");
        texts["fact.caller.nearest-of-module"] = new(
            "The caller is probably {0}: the nearest return address into {1}. It lies beyond the stack words that were printed, so its slot can't be shown.",
            "调用者大概是 {0}：它是最近的一个指向 {1} 的返回地址。它超出了已打印的栈内容，无法给出具体位置。");

        // ST1102, ST1114 replaced system calls
        texts["fact.hook.by-name"] = new(
            "{0} carries the name of a replaced system call: module {1} replaces {2}(2).",
            "{0} 的命名表明它是被替换的系统调用：模块 {1} 替换了 {2}(2)。");
        texts["fact.hook.from-entry"] = new(
            "{0} is called by the system call entry itself and named after a system call: module {1} replaces {2}(2).",
            "{0} 由系统调用入口直接调用，且以系统调用命名：模块 {1} 替换了 {2}(2)。");
        texts["fact.hook.agrees"] = new(
            "{0} is on the path of a {3}(2) that a program made and named after it: module {1} replaces {2}(2).",
            "{0} 位于程序发起的 {3}(2) 的执行路径上，并以其命名：模块 {1} 替换了 {2}(2)。");
        texts["fact.hook.disagrees"] = new(
            "{0} is named as if module {1} replaced {2}(2), but the program made a {3}(2): the name alone is weak.",
            "{0} 的名字像是模块 {1} 替换了 {2}(2)，但程序发起的是 {3}(2)：仅凭名字证据较弱。");
        texts["fact.hook.hint"] = new(
            "{0} lies on the same stack: its name hints that module {1} replaces {2}(2) as well.",
            "同一个栈上还有 {0}：其名字暗示模块 {1} 同样替换了 {2}(2)。");

        // ST1103 leftovers of modules
        texts["fact.stale.module"] = new(
            "Module {0} ({1}) appears only in frames left over from earlier calls on the same stack: no evidence of guilt. {2}",
            "模块 {0}（{1}）只出现在同一个栈上早先调用的残留帧中：不能作为问责证据。{2}");
        texts["fact.stale.module-unknown"] = new(
            "Module {0} ({1}) appears only in frames that the kernel marked \"?\"; whether these calls were active can't be told.",
            "模块 {0}（{1}）只出现在内核标有 “?” 的帧中；无法判断这些调用当时是否处于活动状态。");

        // ST1104 … ST1107 registers
        texts["fact.register.current"] = new(
            "{0} holds {1}, the task pointer of the running task: current.",
            "{0} 的值为 {1}，即当前运行任务的 task 指针：current。");
        texts["fact.register.cursor"] = new(
            "{0} = {1} is another task structure: objects of this kernel's task_struct cache lie {2} byte(s) apart, and both this address and current's fit (objects {4} and {3} of their slabs). The cursor of a walk over tasks, most likely.",
            "{0} = {1} 是另一个任务结构：该内核 task_struct 缓存中对象间隔 {2} 字节，此地址与 current 都吻合（分别是各自 slab 中的第 {4} 和第 {3} 个对象）。很可能是遍历任务链表的游标。");
        texts["fact.register.pid"] = new("{0} = {1} = {2} looks like a process id and is not the caller's own.", "{0} = {1} = {2}，看起来是一个进程号，且不是调用者自己的。");
        texts["fact.register.pid-on-stack"] = new(
            "{0} = {1} = {2} looks like a process id and is not the caller's own; the same value lies in the stack at {3}.",
            "{0} = {1} = {2}，看起来是一个进程号，且不是调用者自己的；栈上 {3} 处也有同样的值。");
        texts["fact.register.own-pid"] = new("{0} = {1} = {2} is the pid of {3} itself.", "{0} = {1} = {2}，正是 {3} 自己的 pid。");
        texts["fact.register.pid-argument"] = new(
            "{0} = {1} = {2} is the argument {3} of {4}(2): the process that was asked for.",
            "{0} = {1} = {2}，就是 {4}(2) 的参数 {3}：即所查找的进程。");
        texts["fact.register.callers-buffer"] = new(
            "{0} points to {1}, above the return address at {2}: a buffer in the frame of the caller, or of one further up.",
            "{0} 指向 {1}，位于 {2} 处返回地址之上：是调用者（或更上层调用者）栈帧中的缓冲区。");

        // ST1108 poison
        texts["fact.poison.fault"] = new(
            "The address that failed, {0}, is {1} ({2}) {3}: {4} What was added is the field's offset, less that of the list node.",
            "出错地址 {0} 等于 {1}（{2}）{3}：{4} 所加的差值是字段偏移减去链表节点的偏移。");
        texts["fact.poison.fault-exact"] = new("The address that failed, {0}, is {1}: {4}", "出错地址 {0} 就是 {1}：{4}");
        texts["fact.poison.register"] = new("{0} = {1} is {2} {3}: {4}", "{0} = {1}，即 {2} {3}：{4}");
        texts["fact.poison.register-exact"] = new("{0} = {1} is {2}: {4}", "{0} = {1}，即 {2}：{4}");
        texts["fact.poison.list-next"] = new("what list_del() writes into the next pointer of a node it removed.", "list_del() 写入被摘除节点 next 指针的毒化值。");
        texts["fact.poison.list-prev"] = new("what list_del() and list_del_rcu() write into the prev pointer of a node they removed.", "list_del() 与 list_del_rcu() 写入被摘除节点 prev 指针的毒化值。");
        texts["fact.poison.slab-free"] = new("what the slab allocator fills freed objects with: use after free.", "slab 分配器用来填充已释放对象的值：释放后使用。");
        texts["fact.poison.slab-inuse"] = new("what the slab allocator fills new objects with: a field was used that nobody had set.", "slab 分配器用来填充新对象的值：使用了未初始化的字段。");
        texts["fact.poison.page"] = new("what the page allocator fills freed pages with: use after free.", "页分配器用来填充已释放页的值：释放后使用。");
        texts["fact.poison.initmem"] = new("what freed init memory and redzones are filled with.", "用来填充已释放的 init 内存及红区的值。");
        texts["fact.poison.red-zone"] = new("what SLUB fills the red zone of a free object with.", "SLUB 用来填充空闲对象红区的值。");
        texts["fact.poison.lock-magic"] = new("the magic number of a debugged spinlock, not a pointer.", "调试自旋锁的魔数，不是指针。");
        texts["fact.poison.stack-end"] = new("the magic number at the end of a kernel stack.", "内核栈末端的魔数。");

        // ST1109 addresses that failed
        texts["fact.fault.jump"] = new("The CPU tried to run code at {0}, the very address that failed: it was called or returned to through a bad pointer.", "CPU 试图执行 {0} 处的代码，而这正是出错地址：通过错误的指针调用或返回到了那里。");
        texts["fact.fault.null"] = new("A null pointer itself was dereferenced.", "直接解引用了空指针。");
        texts["fact.fault.null-field"] = new("The address that failed, {0}, is a small offset from NULL: a field at {0} of a structure whose pointer was NULL.", "出错地址 {0} 距 NULL 仅为一个小偏移：通过空结构指针访问了偏移 {0} 处的字段。");
        texts["fact.fault.error-pointer"] = new("The address that failed, {0}, is {1}: an error code used as a pointer because a return value was not checked, or the element around a list pointer that was NULL.", "出错地址 {0} 即 {1}：要么是未检查返回值、把错误码当作指针使用，要么是由值为 NULL 的链表指针算出的元素。");
        texts["fact.fault.user"] = new("The address that failed, {0}, belongs to user space: the kernel followed a pointer that a program may have set, or a pointer cut in half.", "出错地址 {0} 属于用户空间：内核跟随了可能由用户程序设置的指针，或被截断的指针。");
        texts["fact.fault.non-canonical"] = new("The address that failed, {0}, is not canonical: no pointer ever looks like this, so memory with other contents was taken for one.", "出错地址 {0} 不是规范地址：真正的指针不可能是这样，说明把存有其他内容的内存当成了指针。");
        texts["fact.fault.text"] = new("The address that failed, {0}, is text: \"{1}\". A string overwrote the pointer, or was taken for one.", "出错地址 {0} 其实是文本：“{1}”。指针被字符串覆盖，或字符串被当成了指针。");
        texts["fact.fault.shadow"] = new("The address that failed, {0}, is KASAN's shadow of {1}: the access was to {1} and following bytes.", "出错地址 {0} 是 {1} 对应的 KASAN 影子内存：真正访问的是 {1} 起的字节。");

        // ST1110 … ST1115
        texts["fact.stack-text"] = new("The stack holds text at {0}: \"{1}\".", "栈上 {0} 处有文本：“{1}”。");
        texts["fact.symbol.beyond"] = new("{0} [{1}] lies beyond the end of that function: the name is a neighbour's and not to be trusted.", "{0} [{1}] 超出了该函数的末尾：这个名字是相邻符号的，不可信。");
        texts["fact.symbol.long"] = new("{0} [{1}] lies far inside a \"function\" that is improbably long: other functions of a stripped module likely hide behind this name.", "{0} [{1}] 位于一个长得不合理的“函数”深处：该名字背后很可能是已剥离符号的模块中的其他函数。");
        texts["fact.symbol.none"] = new("{0} lies in the area of modules and no symbol covers it: code of a module without symbols, of one that was unloaded, or made at run time (ftrace, kprobes, BPF).", "{0} 位于模块区域，但没有符号覆盖它：可能是无符号模块的代码、已卸载模块的代码，或运行时生成的代码（ftrace、kprobes、BPF）。");
        texts["fact.call"] = new("{0} is in the system call {1}.", "{0} 正处于系统调用 {1} 中。");
        texts["fact.code-unreadable"] = new("The kernel could not read its own code there. A CR2 printed with it is the address of that failed attempt, not of the failure.", "内核无法读取那里的代码。一同打印的 CR2 是这次读取尝试的地址，而不是故障地址。");

        // ST1201 modules
        texts["fact.modules.unsigned"] = new("Third-party modules, not part of this kernel's build ({0} of {3}): {1}{2}. (U) on this kernel means unsigned.", "第三方模块，不属于该内核的构建（共 {3} 个模块中的 {0} 个）：{1}{2}。在该内核上 (U) 表示未签名。");
        texts["fact.modules.third-party"] = new("Third-party modules, not part of this kernel's build ({0} of {3}): {1}{2}.", "第三方模块，不属于该内核的构建（共 {3} 个模块中的 {0} 个）：{1}{2}。");

        // ST15xx several logs
        texts["fact.compare.same-slot"] = new("The same failure: both were at {0}, called from {1}, whose return address lies in the same stack slot, {2}.", "同一故障：两次都停在 {0}，由 {1} 调用，且返回地址位于同一个栈位置 {2}。");
        texts["fact.compare.same-caller"] = new("The same failure: both were at {0}, called from {1}.", "同一故障：两次都停在 {0}，由 {1} 调用。");
        texts["fact.compare.same-place"] = new("Likely the same failure: both were at {0}.", "很可能是同一故障：两次都停在 {0}。");
        texts["fact.compare.same-function-caller"] = new("Likely the same failure: both were in {0}, at different instructions, called from {1}.", "很可能是同一故障：两次都在 {0} 中（指令位置不同），由 {1} 调用。");
        texts["fact.compare.same-function"] = new("Perhaps the same failure: both were in {0}, at different instructions.", "可能是同一故障：两次都在 {0} 中，但指令位置不同。");
        texts["fact.compare.equal-distance"] = new("{0} = {1} in both: a buffer at the same place of a caller's frame.", "两次都有 {0} = {1}：缓冲区位于调用者栈帧的同一位置。");
        texts["fact.compare.same-stack-place"] = new("{0} = {1} in both: a buffer at the same place of the stack.", "两次都有 {0} = {1}：缓冲区位于栈的同一位置。");
        texts["fact.samples.none"] = new("none of the others", "无一其他寄存器");
        texts["fact.samples.walk"] = new(
            "In {0} sample(s) at the same instruction {1} and {2} moved together, {1} = {2} + {3} each time, while {4} stayed: the loop walks a list whose node lies {3} byte(s) into each object.",
            "在同一条指令处的 {0} 次采样中，{1} 与 {2} 一同变化，且每次都有 {1} = {2} + {3}，而 {4} 保持不变：循环在遍历链表，链表节点位于对象内偏移 {3} 处。");
        texts["fact.samples.moves"] = new(
            "In {0} sample(s) at the same instruction {1} moved while {2} stayed: the loop makes its way through memory, it does not wait for one place of it.",
            "在同一条指令处的 {0} 次采样中，{1} 在变化而 {2} 保持不变：循环在内存中不断前进，而不是等待某一处内存。");
        texts["fact.samples.still"] = new(
            "In {0} sample(s) at the same instruction no register changed: the loop waits for memory to change, or goes round in a very small circle.",
            "在同一条指令处的 {0} 次采样中，没有任何寄存器变化：循环在等待某处内存改变，或在极小的环中打转。");
        texts["fact.compare.same-build-moved"] = new("The same build of {0}, loaded at two addresses: from {1} to {2} it is {3} byte(s) in both.", "同一构建的 {0}，只是加载地址不同：两份日志中 {1} 到 {2} 的距离都是 {3} 字节。");
        texts["fact.compare.same-build"] = new("The same build of {0}: from {1} to {2} it is {3} byte(s) in both.", "同一构建的 {0}：两份日志中 {1} 到 {2} 的距离都是 {3} 字节。");
        texts["fact.compare.same-sizes"] = new("Likely the same build of {0}: {1} place(s) in functions of equal sizes in both.", "很可能是同一构建的 {0}：两份日志中有 {1} 处位于大小相同的函数内。");
        texts["fact.compare.other-build"] = new("Two builds of {0}: functions of the same name differ in size or distance.", "{0} 是两个不同的构建：同名函数的大小或间距不一致。");
        texts["fact.compare.current"] = new("{0} is the current task in both.", "两次 {0} 都是 current。");
        texts["fact.compare.cursor"] = new("{0} is another task structure in both: the cursor of the walk.", "两次 {0} 都是另一个任务结构：即遍历的游标。");
        texts["fact.compare.pid"] = new("{0} holds a number like a process id each time, {1} and {2}, and never the caller's own: the pid that was looked for.", "{0} 每次都是一个像进程号的数，分别为 {1} 和 {2}，且都不是调用者自己的：即所查找的 pid。");
        texts["fact.compare.pid-asked"] = new("{0} holds {1} and {2}, and a program's system call asked for just that: the pid that was looked for.", "{0} 的值分别为 {1} 和 {2}，而程序的系统调用要找的正是它：即所查找的 pid。");
        texts["fact.compare.one-module-shared"] = new("The only third-party module present each time is {0}. Absent at least once, and so cleared: {1}.", "每次都在场的第三方模块只有 {0}。至少缺席一次、因而排除的有：{1}。");
        texts["fact.compare.some-modules-shared"] = new("Third-party modules present each time: {0}. Absent at least once, and so cleared: {1}.", "每次都在场的第三方模块：{0}。至少缺席一次、因而排除的有：{1}。");
        texts["fact.compare.modules-shared"] = new("Third-party modules present each time: {0}.", "每次都在场的第三方模块：{0}。");
        texts["fact.compare.no-module-shared"] = new("No third-party module was present each time: {0} were each absent at least once.", "没有任何第三方模块每次都在场：{0} 都至少缺席过一次。");
    }
}
