namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for functions and listings.</summary>
static class CodeMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["code.headline.clean"] = new("{0}: of its loops ({1}) none is suspicious by what the code shows", "{0}：共 {1} 个循环，从代码看均无可疑之处");
        texts["code.headline.damaged"] = new(
            "{0}: part of the file is damaged or could not be used; of the loops that can be seen ({1}) none is suspicious",
            "{0}：文件部分损坏或无法使用；在可见的 {1} 个循环中未见可疑之处");
        texts["code.headline.suspicious"] = new("{0}: the loop at {1}{2} may never end: {3}", "{0}：{1}{2} 处的循环可能永不结束：{3}");
        texts["code.more-suspicious"] = new("{0} more loop(s) (is|are) suspicious; --format json lists all.", "另有 {0} 个可疑循环；--format json 可列出全部。");
        texts["code.symbols-of-another-kernel"] = new("{0} belongs to kernel {1}, the module to {2}; it is not used", "{0} 属于内核 {1}，而模块属于 {2}；未使用该文件");
        texts["code.fact.module"] = new("Module", "模块");
        texts["code.fact.module-is"] = new("{0}, version {1}, license {2}", "{0}，版本 {1}，许可证 {2}");
        texts["code.fact.description"] = new("Purpose", "用途");
        texts["code.fact.author"] = new("Author", "作者");
        texts["code.fact.kernel"] = new("Kernel", "内核");
        texts["code.fact.kernel-versions"] = new(
            "built for {0}; fits every kernel of the same options in which each import has the same CRC",
            "为 {0} 构建；选项相同且各导入符号 CRC 一致的内核均可加载");
        texts["code.fact.kernel-exact"] = new("built for {0} and loads there only", "为 {0} 构建，仅能在该内核上加载");
        texts["code.fact.kernel-unknown"] = new("the file does not tell (no vermagic)", "文件未说明（没有 vermagic）");
        texts["code.fact.build"] = new("Build", "构建");
        texts["code.fact.build-is"] = new("build-id {0}, srcversion {1}", "构建标识 build-id {0}，源码版本 srcversion {1}");
        texts["code.fact.compiler"] = new("Compiler", "编译器");
        texts["code.fact.signed"] = new("Signature", "签名");
        texts["code.fact.signed-by"] = new("appended by {0} (not verified)", "由 {0} 附加（未验证）");
        texts["code.fact.unsigned"] = new("none", "无");
        texts["code.fact.symbols"] = new("Functions", "函数");
        texts["code.fact.stripped"] = new("{0}, found without local symbols: the file is stripped, names are made up from places", "{0} 个；文件已去除符号，名称由位置生成");
        texts["code.fact.named"] = new("{0}, named by the symbol table", "{0} 个，由符号表命名");
        texts["code.fact.types"] = new("Types", "类型");
        texts["code.fact.no-types"] = new(
            "none for its kernel: fields are called by their role (give vmlinux, vmlinuz or BTF with --symbols)",
            "没有对应内核的类型信息：字段按其作用称呼（可用 --symbols 提供 vmlinux、vmlinuz 或 BTF）");
        texts["code.fact.types-btf"] = new("the kernel's BTF", "内核的 BTF 类型信息");
        texts["code.plain"] = new("{0}", "{0}");
        texts["code.unknown"] = new("not stated", "未说明");
        texts["code.imports-gpl"] = new("Imports for GPL modules only: {0} ({1})", "仅限 GPL 模块的导入：{0}（共 {1} 个）");
        texts["code.reached"] = new("Reached by: {0}", "到达路径：{0}");
        texts["code.function"] = new("{0}, {1} byte(s)", "{0}，{1} 字节");
        texts["code.loops"] = new("Loops: {0}", "循环：共 {0} 个");
        texts["code.column.loop"] = new("Loop", "循环");
        texts["code.column.kind"] = new("Does", "作用");
        texts["code.column.ends"] = new("Ends when", "结束条件");
        texts["code.loop.title"] = new("Loop at {0}{1}: {2}", "循环 {0}{1}：{2}");
        texts["code.loop.counted"] = new("counted", "计数循环");
        texts["code.loop.list-walk"] = new("walk round a list", "遍历链表");
        texts["code.loop.pointer-chase"] = new("walk to a NULL pointer", "沿指针走到 NULL");
        texts["code.loop.memory-poll"] = new("waits for a word of memory", "等待内存中的一个字");
        texts["code.loop.lock-spin"] = new("spins for a lock", "自旋等锁");
        texts["code.loop.retry"] = new("tries again", "重试");
        texts["code.loop.unknown"] = new("not recognised", "未识别");
        texts["code.no-exit"] = new("No exit.", "没有出口。");
        texts["code.identity"] = new("Loop identity {0}", "循环标识 {0}");
        texts["code.walk"] = new("The cursor is in {0}. It follows {1}; it begins at {2}; {3}.", "游标在 {0} 中，沿 {1} 前进；从 {2} 开始；{3}。");
        texts["code.field.btf"] = new("{0} (named by BTF, at {1})", "{0}（名称取自 BTF，偏移 {1}）");
        texts["code.field.dwarf"] = new("{0} (named by DWARF, at {1})", "{0}（名称取自 DWARF，偏移 {1}）");
        texts["code.field.by-order"] = new("{0} (by the order of fields that kernels share, at {1})", "{0}（按各内核共有的字段顺序推断，偏移 {1}）");
        texts["code.field.node"] = new("the list node at {0} (its {1})", "偏移 {0} 处的链表节点（其 {1}）");
        texts["code.field.role"] = new("the pointer at {0}", "偏移 {0} 处的指针");
        texts["code.start.current"] = new("current, the task that runs this code", "current，即正在执行这段代码的任务");
        texts["code.start.field-of-current"] = new("a pointer in current", "current 中的一个指针");
        texts["code.start.argument"] = new("an argument of the function ({0})", "函数的参数（{0}）");
        texts["code.start.field-of-argument"] = new("a pointer inside an argument ({0})", "参数所指对象中的指针（{0}）");
        texts["code.start.global-head"] = new("{0}, the head", "链表头 {0}");
        texts["code.start.global-pointer"] = new("what the variable {0} points to", "变量 {0} 所指的对象");
        texts["code.start.call"] = new("what a call returned ({0})", "某次调用的返回值（{0}）");
        texts["code.start.stack"] = new("an object on the stack", "栈上的对象");
        texts["code.start.unknown"] = new("a place that the code does not show", "代码未显示的位置");
        texts["code.sentinel.start"] = new("it has seen everything when the cursor is the element again that it began at", "游标再次回到起始元素时视为遍历完毕");
        texts["code.sentinel.head"] = new("it has seen everything when the cursor is the head ({0})", "游标回到链表头（{0}）时视为遍历完毕");
        texts["code.sentinel.null"] = new("it has seen everything when the pointer is NULL", "指针为 NULL 时视为遍历完毕");
        texts["code.sentinel.other"] = new("it has seen everything when the cursor is {0}", "游标等于 {0} 时视为遍历完毕");
        texts["code.sentinel.none"] = new("no exit looks at where the cursor is", "没有任何出口检查游标的位置");
        texts["code.note.here"] = new("the CPU was here", "CPU 当时在此");
        texts["code.note.exit"] = new("EXIT when {0}", "出口：{0}");
        texts["code.note.follows"] = new("next: {0}", "下一个：{0}");
        texts["code.note.again"] = new("next round", "进入下一轮");
        texts["code.note.call-sleeps"] = new("{0}: lets others run", "{0}：会让出 CPU");
        texts["code.note.call-runs"] = new("{0}: does not sleep", "{0}：不会睡眠");
        texts["code.note.call-unknown"] = new("{0}: effect not known", "{0}：作用未知");
    }
}
