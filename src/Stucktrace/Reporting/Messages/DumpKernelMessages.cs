namespace Stucktrace.Reporting.Messages;

/// <summary>What is said while the kernel is looked for in a dump: how its pieces were found, and what is missing.</summary>
static class DumpKernelMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["vmc.info.searched"] = new("vmcoreinfo: not in the dump's headers, found in memory.", "vmcoreinfo：不在转储头部，在内存中找到。");
        texts["vmc.image.release"] = new("Place of the kernel's image: {0}; init_uts_ns there holds the release {1}.", "内核映像的位置：{0}；该处 init_uts_ns 的版本为 {1}。");
        texts["vmc.image.tables"] = new("Place of the kernel's image: {0}; the page tables map it there. init_uts_ns is not in the dump.", "内核映像的位置：{0}；页表把它映射到该处。init_uts_ns 不在转储中。");
        texts["vmc.image.banner"] = new("Place of the kernel's image: by its banner and its symbols, found in memory; init_uts_ns there holds the release {0}.", "内核映像的位置：根据内存中找到的版本字串与符号；该处 init_uts_ns 的版本为 {0}。");
        texts["vmc.base.info"] = new("NUMBER(phys_base) of vmcoreinfo", "vmcoreinfo 的 NUMBER(phys_base)");
        texts["vmc.base.header"] = new("phys_base of the dump's header", "转储头部的 phys_base");
        texts["vmc.base.segment"] = new("a segment of the dump that maps it", "转储中映射内核的段");
        texts["vmc.base.qemu"] = new("the page tables that QEMU noted for a CPU", "QEMU 记录的 CPU 页表");
        texts["vmc.base.search"] = new("a search of all places where it may lie", "搜索它可能位于的所有位置");
        texts["vmc.symbols.told"] = new("Symbols: {0} from kallsyms, where vmcoreinfo says that it lies.", "符号：来自 vmcoreinfo 所指的 kallsyms，共 {0} 个。");
        texts["vmc.symbols.searched"] = new("Symbols: {0} from kallsyms, found by a search of the image.", "符号：在内核映像中搜索到 kallsyms，共 {0} 个。");
        texts["vmc.symbols.file"] = new("Symbols: from {0}.", "符号：来自 {0}。");
        texts["vmc.types.btf"] = new("Layouts: from the kernel's own BTF in the dump.", "结构布局：来自转储中内核自带的 BTF。");
        texts["vmc.types.file"] = new("Layouts: from {0}.", "结构布局：来自 {0}。");
        texts["vmc.types.none"] = new("Layouts: the dump has no BTF; they are worked out from vmcoreinfo, the kernel's code and its data.", "结构布局：转储中没有 BTF；由 vmcoreinfo、内核代码及其数据推出。");
        texts["vmc.types.derived"] = new("Layouts: {0} field(s) worked out from the kernel's code and data in the dump.", "结构布局：由转储中的内核代码与数据推出 {0} 个字段。");
        texts["vmc.1101"] = new("There is no vmcoreinfo in the dump, and no kernel was found by its symbols and its banner either.", "转储中没有 vmcoreinfo，也无法通过符号和版本字串找到内核。");
        texts["vmc.1102"] = new("The kernel's image was not found: nowhere does init_uts_ns hold the release {0} that vmcoreinfo names.", "找不到内核映像：没有任何位置的 init_uts_ns 含有 vmcoreinfo 所说的版本 {0}。");
        texts["vmc.1103"] = new("The page tables at {0} do not map the kernel where its image lies: they are not used, and only the image can be read.", "位于 {0} 的页表没有把内核映射到其映像所在处：不使用它们，只能读取内核映像。");
        texts["vmc.1105"] = new("Page tables under {0} are not in the dump: of what they map, only the kernel's image can be read.", "位于 {0} 之下的页表不在转储中：它们所映射的内容中只能读取内核映像。");
        texts["vmc.1104"] = new("The kernel's symbols were not found in the dump: kallsyms is not there, or is damaged.", "在转储中找不到内核符号：kallsyms 不存在或已损坏。");
        texts["vmc.1106"] = new("The symbol file {0} is not used: {1}.", "不使用符号文件 {0}：{1}。");
        texts["vmc.build.release"] = new("it is of {0}, the dump of {1}", "它属于 {0}，而转储属于 {1}");
        texts["vmc.build.symbol"] = new("its {0} lies at {1}, that of the dump at {2} (without KASLR)", "其中 {0} 位于 {1}，而转储中位于 {2}（不计 KASLR）");
        texts["vmc.build.layout"] = new("its {0} has the offset {1}, that of the dump {2}", "其中 {0} 的偏移为 {1}，而转储中为 {2}");
        texts["vmc.build.unknown"] = new("nothing in it shows that it is of the dump's kernel", "其中没有内容能表明它属于转储中的内核");
        texts["vmc.1110"] = new("The kernel's types at {0} should take {1} byte(s), more than {2}: they are not read.", "位于 {0} 的内核类型信息应有 {1} 字节，超过 {2}：不予读取。");
        texts["vmc.1111"] = new("The kernel's types at {0} ({1} byte(s)) are not all in the dump: they are not used.", "位于 {0} 的内核类型信息（{1} 字节）在转储中不完整：不予使用。");
    }
}
