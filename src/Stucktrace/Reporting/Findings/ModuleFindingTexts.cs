namespace Stucktrace.Reporting.Findings;

/// <summary>Findings about module files and what they say together with a log: ST17xx, ST18xx and ST19xx.</summary>
static class ModuleFindingTexts
{
    internal static IReadOnlyList<FindingDescription> All { get; } =
    [
        new(
            "ST1701",
            new("The module file is the build that was loaded", "模块文件就是当时加载的构建"),
            new("Sizes, places or bytes that the log shows are those of the file.", "日志显示的大小、位置或字节与文件一致。"),
            new("Function sizes as kallsyms counts them (to the next symbol, after the loader's layout of sections), the reported offset as the start of an instruction, calls before return addresses, Code bytes with relocated and patched fields left out, the build id, distances between addresses.",
                "依据：kallsyms 方式的函数大小（按加载器布局算到下一个符号）、报告偏移是否为指令起点、返回地址之前是否有 call、去掉重定位与打补丁字段后的 Code 字节、build id，以及地址间距。"),
            new("Another log of the same boot that contradicts the file.", "同一次启动的另一份日志与该文件矛盾。"),
            new("What the file's code says holds for the incident.", "文件代码所说明的内容适用于本次事故。")),
        new(
            "ST1702",
            new("The module file is another build", "模块文件是另一个构建"),
            new("Something in the log contradicts the file, so its code is not used.", "日志与文件存在矛盾，因此不使用其代码。"),
            new("A function of another size or missing, a reported offset inside an instruction, a return address without a call before it, a differing code byte, another build id, or a kernel that refuses the file.",
                "函数大小不同或缺失、报告偏移落在指令中间、返回地址前没有 call、代码字节不同、build id 不同，或内核会拒绝该文件。"),
            new("The log's lines were damaged or mixed.", "日志行损坏或相互混杂。"),
            new("Get the file from the machine itself: modinfo -n NAME.", "从出事机器上取得该文件：modinfo -n 模块名。")),
        new(
            "ST1703",
            new("Whether it is the same build can't be told", "无法判断是否为同一构建"),
            new("Nothing contradicts the file, and too little confirms it.", "没有矛盾，但印证也太少。"),
            new("The same comparisons as for ST1701 gave too few signs.", "与 ST1701 相同的比较只得到很少的迹象。"),
            new("Any of those signs in another log.", "另一份日志中出现上述任一迹象。"),
            new("Take what is said of its code with that doubt; add a log with Code bytes or more frames.", "对其代码的结论应带着这一疑问看待；请补充带 Code 字节或更多栈帧的日志。")),
        new(
            "ST1704",
            new("A bare address, located in the module file", "在模块文件中定位的裸地址"),
            new("Which instruction of a stripped module an address without a name is.", "没有名字的地址对应剥离符号模块中的哪条指令。"),
            new("Text is loaded at a page boundary, so an address leaves one candidate for each page of text; all bare addresses of the run, the calls before return addresses and Code bytes have to fit the same one.",
                "代码段加载在页边界上，因此一个地址对每页代码只有一个候选；该次运行的所有裸地址、返回地址前的 call 以及 Code 字节必须都符合同一候选。"),
            new("/proc/modules of that boot shows another load address.", "该次启动的 /proc/modules 显示了不同的加载地址。"),
            new("Read the address as the place named.", "把该地址读作所指出的位置。")),
        new(
            "ST1705",
            new("The chain of calls, confirmed by the code", "由代码印证的调用链"),
            new("Which functions called each other down to where the CPU was.", "指出一路调用到 CPU 所在位置的函数。"),
            new("Each return address stands behind a call of the function that ran, or lies in the very stack slot in which that function keeps its return address (its pushes and subtractions are counted).",
                "每个返回地址都紧跟在对所运行函数的 call 之后，或正好位于该函数保存返回地址的栈位置（通过累计其 push 与栈指针减量得出）。"),
            new("A dump whose unwound stack differs.", "转储中回溯出的栈与此不同。"),
            new("Read the other frames as left over.", "其余栈帧视为残留。")),
        new(
            "ST1801",
            new("The loop that the CPU was in", "CPU 所在的循环"),
            new("Which loop of the module's code the reported place lies in, what it does and how it ends.", "报告的位置位于模块代码的哪个循环、它做什么以及如何结束。"),
            new("The module file is the build that was loaded; the place, or the call that led to it, lies in a natural loop of the function's control flow. What changes from round to round, and under which conditions the loop is left, is read by following its instructions over formulas. Of nested loops the one is taken that all samples lie in and that the code shows no end of.", "模块文件即当时加载的构建；该位置（或通向它的调用）位于函数控制流的自然循环内。通过以符号方式跟踪指令，得出每轮变化的内容以及离开循环的条件。嵌套时取所有采样都位于其中且代码未显示结束的那个。"),
            new("A sample of the same stall outside of this loop.", "同一次卡死有采样落在该循环之外。"),
            new("Read the exits: one of them should have been taken.", "查看各个出口：本应走其中之一。")),
        new(
            "ST1802",
            new("Why the loop may never end", "循环可能永不结束的原因"),
            new("Something in the code of the loop that keeps it from ending.", "循环代码中使其无法结束之处。"),
            new("From the exits in words and what can change them: see the reason.", "依据出口条件以及能影响它们的内容：见所述原因。"),
            new("An exit that was overlooked, or another writer of the word.", "存在被忽略的出口，或该内存字另有写者。"),
            new("Mend this place in the module.", "在模块中修复此处。")),
        new(
            "ST1803",
            new("Nothing suspicious in the loop's code", "循环代码没有可疑之处"),
            new("The code of the loop shows no reason why it should not end.", "循环代码没有显示它不能结束的理由。"),
            new("None of the rules of ST1802 applies.", "ST1802 的规则都不适用。"),
            new("A reason that those rules do not know.", "存在这些规则尚不知道的原因。"),
            new("Look at the data: a dump shows whether the list is whole and the awaited value can come.", "检查数据：转储可显示链表是否完整、等待的值是否会出现。")),
        new(
            "ST1804",
            new("What is held in the loop", "循环中持有什么"),
            new("Whether RCU, preemption, interrupts or locks are held while the loop runs.", "循环运行时是否处于 RCU 读临界区、关闭抢占或中断、或持有锁。"),
            new("Calls and instructions of the same function before the loop; callers may hold more.", "依据同一函数中循环之前的调用与指令；调用者可能还持有更多。"),
            new("A release between that call and the loop.", "在该调用与循环之间已经释放。"),
            new("It tells who has to wait for this CPU.", "它说明谁必须等待该 CPU。")),
        new(
            "ST1805",
            new("No loop at the place", "该位置不在循环中"),
            new("The place lies in no loop of the module's code.", "该位置不在模块代码的任何循环内。"),
            new("From the control flow of the function and of those that called it, as far as the module's file shows them.", "依据该函数及其调用者（在模块文件范围内）的控制流。"),
            new("An indirect jump that was not understood.", "存在未被理解的间接跳转。"),
            new("Look at what calls it again and again, or whether the CPU ran at all.", "查看是谁反复调用它，或 CPU 当时是否真的在运行。")),
        new(
            "ST1806",
            new("What the registers mean there", "寄存器在该处的含义"),
            new("Which register is the cursor, current, and what is looked for.", "哪个寄存器是游标、哪个是 current、查找的是什么。"),
            new("By following the code from the function's entry to the reported instruction; checked against the task pointer and the system call's arguments of the report where there are any. A function that ran farther in leaves its caller's registers alone as its own code, or the calling convention, says.", "从函数入口跟踪代码到报告的指令；并与报告中的 task 指针和系统调用参数核对。若 CPU 在更内层的函数中，则依其代码或调用约定判断调用者的寄存器是否保持不变。"),
            new("A task pointer in the report that differs.", "报告中的 task 指针与此不同。"),
            new("In a dump: look at the objects at these addresses.", "在转储中查看这些地址处的对象。")),
        new(
            "ST1807",
            new("Several samples in one loop", "多次采样落在同一循环"),
            new("The CPU was caught in the same loop each time.", "每次都在同一循环中捕获到该 CPU。"),
            new("Each sample's place, or a call that led to it, lies in the loop.", "每次采样的位置（或通向它的调用）都在该循环内。"),
            new("The loop was left and entered again between the samples.", "两次采样之间循环曾退出又重新进入。"),
            new("Take the loop for what does not end.", "可将该循环视为不结束之处。")),
        new(
            "ST1808",
            new("Where the bad pointer came from", "非法指针的来源"),
            new("Which value of the module's code the failed address was made of.", "出错地址由模块代码中的哪个值得到。"),
            new("By following the code back from the instruction that failed, or from the call that handed the pointer on, to the argument, call or field that it came from; the failed address has to fit.", "从出错指令（或传出该指针的调用）沿代码回溯到它所来自的参数、调用或字段；出错地址必须与之相符。"),
            new("A register dump that does not fit.", "寄存器内容与之不符。"),
            new("Test that value before it is used.", "在使用之前检查该值。")),
        new(
            "ST1901",
            new("How the kernel gets there", "内核如何到达该处"),
            new("The way from where the kernel enters the module to the function concerned.", "从内核进入模块之处到相关函数的路径。"),
            new("System call tables and functions that the module writes over, structures and callbacks that it hands to the kernel, and the calls between its functions, all read from its code.", "依据从代码中读出的：被改写的系统调用表和函数、交给内核的结构与回调，以及模块内函数间的调用。"),
            new("Another entry that the code does not show.", "存在代码未显示的其他入口。"),
            new("It is what provokes the failure: make that call.", "它就是触发故障的途径：发起该调用。")),
        new(
            "ST1902",
            new("What the module does to the kernel", "模块对内核的改动"),
            new("System calls that it replaces, functions that it writes over, protection that it switches off.", "它替换的系统调用、改写的函数、关闭的保护。"),
            new("From the instructions and tables of the file that do it.", "依据文件中执行这些操作的指令和表。"),
            new("The code is never run.", "该段代码从不执行。"),
            new("Ask its vendor why; compare in a dump.", "向厂商询问原因；在转储中核对。")),
    ];
}
