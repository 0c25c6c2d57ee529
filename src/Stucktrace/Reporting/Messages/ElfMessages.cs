namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for the facts of module files and what is wrong with them.</summary>
static class ElfMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // The file
        texts["elf.0101"] = new("This is no ELF file: it does not begin with 7f 45 4c 46, or is shorter than its header.", "这不是 ELF 文件：开头不是 7f 45 4c 46，或比文件头还短。");
        texts["elf.0102"] = new("Only 64-bit little-endian ELF files are read.", "只读取 64 位小端 ELF 文件。");
        texts["elf.0103"] = new("The section headers should begin at offset {0}, which is outside the file of {1} byte(s), or have another size than 64 bytes.", "节头表应位于偏移 {0}，但超出了 {1} 字节的文件，或表项不是 64 字节。");
        texts["elf.0104"] = new("The header says {0} section(s); the file has room for {1}.", "文件头称有 {0} 个节，文件只容得下 {1} 个。");
        texts["elf.0105"] = new("The file has {0} section(s); only the first {1} are read.", "文件有 {0} 个节，只读取前 {1} 个。");
        texts["elf.0106"] = new("The names of the sections should be in section {0}, but there are only {1}: sections stay without names.", "节名应在第 {0} 节，但只有 {1} 个节：各节没有名字。");
        texts["elf.0107"] = new("The names in {0} are longer than any real table allows: the rest is left out.", "{0} 中的名字长度超出任何真实字符串表：其余略去。");
        texts["elf.0108"] = new("Section {0} should lie at offset {1} with {2} byte(s), beyond the end of the file ({3} byte(s)): what is there is used.", "节 {0} 应位于偏移 {1}、长 {2} 字节，超出文件末尾（{3} 字节）：只用现有部分。");
        texts["elf.0109"] = new("This is no kernel module: its ELF type is {0}, and modules are relocatable objects (1).", "这不是内核模块：ELF 类型为 {0}，模块应为可重定位目标文件（1）。");
        texts["elf.0110"] = new("The file is longer than {0} byte(s): the rest is left out.", "文件超过 {0} 字节：其余略去。");

        // Symbols and relocations
        texts["elf.0201"] = new("Section {0} has {1} byte(s), no multiple of {2}: the last entry is cut.", "节 {0} 有 {1} 字节，不是 {2} 的倍数：最后一项被截断。");
        texts["elf.0202"] = new("Section {0} has {1} symbol(s); only the first {2} are read.", "节 {0} 有 {1} 个符号，只读取前 {2} 个。");
        texts["elf.0203"] = new("The names of section {0} should be in section {1}, which is no string table.", "节 {0} 的名字应在第 {1} 节，而它不是字符串表。");
        texts["elf.0204"] = new("In {0}, {1} symbol(s) (lies|lie) in sections that do not exist, the first at offset {2} of the file.", "{0} 中有 {1} 个符号所在的节不存在，第一个位于文件偏移 {2}。");
        texts["elf.0301"] = new("Section {0} has relocations without addends, which x86-64 kernels refuse: they are left out.", "节 {0} 含不带加数的重定位，x86-64 内核不接受：略去。");
        texts["elf.0302"] = new("The relocations of {0} apply to section {1}, which does not exist or is that table itself: they are left out.", "{0} 的重定位所针对的第 {1} 节不存在或就是该表自身：略去。");
        texts["elf.0303"] = new("Too many tables of relocations apply to one section; {0} and those behind it are left out.", "同一节有过多重定位表；{0} 及其后的略去。");

        // Types
        texts["elf.0501"] = new("This is no BTF: it does not begin with 9f eb and version 1.", "这不是 BTF：开头不是 9f eb 与版本 1。");
        texts["elf.0502"] = new("The BTF should be longer than the {0} byte(s) that are there: what is there is used.", "BTF 应比现有的 {0} 字节更长：只用现有部分。");
        texts["elf.0503"] = new("BTF type {0} is cut or of a kind that is not known: it and the types behind it are left out.", "BTF 类型 {0} 被截断或种类未知：该类型及其后的略去。");
        texts["elf.0504"] = new("There are more than {0} type(s): the rest is left out.", "类型超过 {0} 个：其余略去。");

        texts["elf.0505"] = new("The unit at offset {1} of {0} is damaged or written in a way that is not known: what was read of it is used.", "{0} 偏移 {1} 处的编译单元损坏或写法未知：只用已读出的部分。");

        // Symbols of a kernel
        texts["elf.0601"] = new("{0} line(s) (is|are) no address, letter and name, the first is line {1}: left out.", "有 {0} 行不是“地址 字母 名字”的形式，第一处在第 {1} 行：略去。");
        texts["elf.0602"] = new("There are more than {0} symbol(s): the rest is left out.", "符号超过 {0} 个：其余略去。");
        texts["elf.0603"] = new("The file tells nothing about a kernel: it is no System.map, vmlinux, vmlinuz or BTF.", "文件不含内核信息：不是 System.map、vmlinux、vmlinuz 或 BTF。");
        texts["elf.0604"] = new("The packed kernel should lie at offset {0} with {1} byte(s), outside the file of {2} byte(s).", "压缩的内核应位于偏移 {0}、长 {1} 字节，超出了 {2} 字节的文件。");
        texts["elf.0605"] = new("The kernel is packed in a way that is not read (it begins with {0}); unpack it with the kernel's scripts/extract-vmlinux.", "内核的压缩方式不受支持（开头为 {0}）；请用内核源码的 scripts/extract-vmlinux 解压。");
        texts["elf.0606"] = new("The packed kernel is damaged behind {0} unpacked byte(s): what is there is used.", "压缩的内核在解压出 {0} 字节之后损坏：只用已有部分。");

        // The module
        texts["elf.0401"] = new("In {0}, {1} field(s) can't be used: (it points|they point) nowhere or (is|are) not in the form that kernels write.", "{0} 中有 {1} 项无法使用：没有指向任何地方，或不是内核所写的形式。");
        texts["elf.0402"] = new("The file has no section {0}, which every module has.", "文件没有每个模块都有的节 {0}。");
        texts["elf.0403"] = new("Section {0} has more than {1} string(s): the rest is left out.", "节 {0} 的字符串超过 {1} 个：其余略去。");
        texts["elf.0404"] = new("Section {0} has {1} byte(s), too few for a struct module.", "节 {0} 只有 {1} 字节，放不下 struct module。");
        texts["elf.0405"] = new("Sections {0} and {1} do not have the same number of entries.", "节 {0} 与 {1} 的项数不一致。");
        texts["elf.0406"] = new("The signature at the end of the file should have {0} byte(s), but only {1} lie before its closing line.", "文件末尾的签名应有 {0} 字节，但结束行之前只有 {1} 字节。");

        // What the module does to the kernel
        texts["entries.table"] = new("Writes {0} into {1}[{2}]: it takes the place of system call {3}.", "把 {0} 写入 {1}[{2}]：取代系统调用 {3}。");
        texts["entries.table-number"] = new("Writes {0} into {1}[{2}]; that number is no system call that is known.", "把 {0} 写入 {1}[{2}]；该编号不是已知的系统调用。");
        texts["entries.table-unknown"] = new("Writes {0} into {1} at an index that is computed.", "把 {0} 写入 {1}，下标由计算得出。");
        texts["entries.table-found"] = new("Writes {0} into entry {1} of a table that it found itself, most likely the system call table: {2}.", "把 {0} 写入自行找到的表的第 {1} 项，该表很可能是系统调用表：{2}。");
        texts["entries.numbered"] = new("Lists {1} beside number {2}, and writes into {0} in a loop: it takes the place of system call {3}.", "表中 {1} 与编号 {2} 相邻，并循环写入 {0}：取代系统调用 {3}。");
        texts["entries.overwritten"] = new("Writes a jump to {1} over the beginning of {0}.", "在 {0} 的开头写入跳转到 {1} 的指令。");
        texts["entries.traced"] = new("Lists {1} beside the name {0}, and leads functions elsewhere through ftrace: it takes the place of {0}.", "表中 {1} 与名字 {0} 相邻，并通过 ftrace 改道：取代 {0}。");
        texts["entries.listed"] = new("Lists {1} beside the name {0}, and opens read-only memory: it takes the place of {0}.", "表中 {1} 与名字 {0} 相邻，并打开只读内存：取代 {0}。");
        texts["entries.pointer"] = new("Writes {0} into {1} of the kernel.", "把 {0} 写入内核的 {1}。");
        texts["entries.written"] = new("Writes over {0}; what it writes could not be told.", "改写 {0}；写入的内容无法判断。");
        texts["entries.write-protect"] = new("{0} switches the processor's write protection off (CR0.WP): read-only memory of the kernel can be written to.", "{0} 关闭处理器写保护（CR0.WP）：内核只读内存可被写入。");
        texts["entries.protect"] = new("{0} changes the protection of {2} with {1}.", "{0} 用 {1} 更改 {2} 的内存保护。");
        texts["entries.protect-unknown"] = new("{0} changes the protection of memory with {1}.", "{0} 用 {1} 更改内存保护。");
        texts["entries.patch"] = new("{0} patches code with {1}.", "{0} 用 {1} 修补代码。");
        texts["entries.entry-changed"] = new("{0} changes where the processor enters the kernel (LSTAR or the interrupt table).", "{0} 更改处理器进入内核的入口（LSTAR 或中断表）。");
        texts["entries.entry-read"] = new("{0} reads where the processor enters the kernel (LSTAR or the interrupt table): a way to find the system call table.", "{0} 读取处理器进入内核的入口（LSTAR 或中断表）：可用来寻找系统调用表。");
        texts["entries.lookup"] = new("{0} looks up {1} by name with {2}.", "{0} 用 {2} 按名字查找 {1}。");
        texts["entries.lookup-probe"] = new("{0} finds the address of {1} by registering a kprobe without handlers.", "{0} 通过注册没有处理函数的 kprobe 得到 {1} 的地址。");

        // Where the kernel enters the module
        texts["entries.at-system-call"] = new("system call {0}", "系统调用 {0}");
        texts["entries.at-some-system-call"] = new("a system call", "某个系统调用");
        texts["entries.at-overwritten"] = new("the kernel's {0}, over which a jump is written", "内核的 {0}（其上写有跳转）");
        texts["entries.at-pointer"] = new("the kernel's pointer in {0}", "内核 {0} 中的指针");
        texts["entries.at-callback"] = new("handed to {0}()", "传给 {0}()");
        texts["entries.at-object"] = new("{1}+{2}, handed to {0}()", "{1}+{2}，传给 {0}()");
        texts["entries.at-probe"] = new("probe of {1}, handed to {0}()", "{1} 的探针，传给 {0}()");
        texts["entries.at-load"] = new("the module is loaded", "加载模块时");
        texts["entries.at-unload"] = new("the module is unloaded", "卸载模块时");
        texts["entries.at-parameter"] = new("parameter {0} of the module", "模块参数 {0}");
        texts["entries.at-export"] = new("exported as {0}", "以 {0} 导出");
        texts["entries.at-table"] = new("{0}+{1}; what uses it was not seen", "{0}+{1}；未见其使用者");
    }
}
