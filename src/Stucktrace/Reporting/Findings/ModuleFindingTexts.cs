namespace Stucktrace.Reporting.Findings;

/// <summary>Findings about module files and what they say together with a log: ST17xx.</summary>
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
    ];
}
