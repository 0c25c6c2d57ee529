namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for what is wrong with the file that a dump is kept in.</summary>
static class DumpFileMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["vmc.0100"] = new("This is no dump that is known: it begins neither as ELF nor as kdump-compressed.", "这不是已知的转储：开头既不是 ELF，也不是 kdump-compressed。");

        // kdump-compressed
        texts["vmc.0101"] = new("The dump has {0} byte(s): too few for its header.", "转储只有 {0} 字节，放不下文件头。");
        texts["vmc.0102"] = new("The header says that pages have {0} byte(s); only dumps of kernels with pages of 4096 bytes (x86-64) are read.", "文件头称页大小为 {0} 字节；只读取页大小为 4096 字节的内核（x86-64）的转储。");
        texts["vmc.0103"] = new("The bitmap of the pages should lie at offset {0} up to {1}; what the file has of it covers {2} page frame(s): the rest is not known.", "页位图应位于偏移 {0} 至 {1}；文件中现有部分只覆盖 {2} 个页框：其余不得而知。");
        texts["vmc.0104"] = new("The dump is of a machine of type {0}; only x86-64 is read.", "该转储来自 {0} 类型的机器；只读取 x86-64。");
        texts["vmc.0105"] = new("The header has version {0}; versions up to {1} are known: it is read as that one.", "文件头版本为 {0}；已知版本到 {1} 为止：按后者读取。");
        texts["vmc.0106"] = new("The header speaks of {0} page frame(s), its bitmaps have room for {1}: those beyond count as left out.", "文件头称有 {0} 个页框，而位图只容得下 {1} 个：其后的视为未收录。");
        texts["vmc.0107"] = new("vmcoreinfo should have {0} byte(s) at offset {1}; {2} are there.", "vmcoreinfo 应在偏移 {1} 处占 {0} 字节，实际只有 {2} 字节。");
        texts["vmc.0109"] = new("The dump is of a machine with {0} page frame(s); only the first {1} are read, the rest counts as left out.", "该转储的机器有 {0} 个页框；只读取前 {1} 个，其余视为未收录。");
        texts["vmc.0110"] = new("The dump says that it is incomplete: whoever wrote it ran out of space. What is missing counts as left out.", "转储自称不完整：写入者空间不足。缺失部分视为未收录。");
        texts["vmc.0111"] = new("The file ends at {0}, within the table of its pages: {1} of {2} are named. The others count as left out.", "文件在 {0} 处结束，页表描述只列出 {2} 页中的 {1} 页。其余视为未收录。");
        texts["vmc.0112"] = new("The file ends at {0}, but its pages should go on to {1}: those beyond count as left out.", "文件在 {0} 处结束，而页数据应到 {1}：其后的页视为未收录。");
        texts["vmc.0113"] = new("The pages are packed with zstd, and the system's libzstd is not installed: they can't be read. Install it (libzstd1, libzstd), or pack the dump anew with makedumpfile -c.", "页以 zstd 压缩，但系统未安装 libzstd：无法读取。请安装（libzstd1、libzstd），或用 makedumpfile -c 重新压缩转储。");
        texts["vmc.0114"] = new("The page at physical address {0} can't be unpacked: {1} byte(s) at offset {2}, named by the descriptor at offset {3} of {4}.", "物理地址 {0} 处的页无法解压：偏移 {2} 处的 {1} 字节，由 {4} 偏移 {3} 处的描述符指定。");
        texts["vmc.0115"] = new("Further pages that can't be unpacked are not listed ({0} were).", "其余无法解压的页不再列出（已列出 {0} 个）。");
        texts["vmc.0116"] = new("The table of pages ends with empty entries: whoever wrote the dump was stopped. The pages that it did not come to count as left out.", "页表以空项结尾：写入者中途停止。未写到的页视为未收录。");

        // ELF
        texts["vmc.0201"] = new("Only 64-bit little-endian dumps of x86-64 are read; this one has class {0}, byte order {1}, machine {2}.", "只读取 x86-64 的 64 位小端转储；此文件的类别为 {0}、字节序为 {1}、机器为 {2}。");
        texts["vmc.0202"] = new("Program headers should have {1} byte(s) each; the file says {0}.", "程序头每项应为 {1} 字节，文件称为 {0}。");
        texts["vmc.0203"] = new("The number of program headers should stand in the section header at offset {0}, which is not in the file.", "程序头的数目应记在偏移 {0} 处的节头中，而它不在文件内。");
        texts["vmc.0204"] = new("The file says that it has {0} program header(s) at offset {1}; there is room for {2}.", "文件称在偏移 {1} 处有 {0} 个程序头，实际只容得下 {2} 个。");
        texts["vmc.0205"] = new("The file has {0} program header(s); only the first {1} are read.", "文件有 {0} 个程序头，只读取前 {1} 个。");
        texts["vmc.0206"] = new("{0} segment(s) (lies|lie) outside of any memory that x86-64 can have; the first is described at offset {1}: left out.", "有 {0} 个段位于 x86-64 不可能有的内存中，第一个的描述在偏移 {1}：略去。");
        texts["vmc.0207"] = new("{0} segment(s) (goes|go) beyond the end of the file at {1}; the first is described at offset {2}. What is missing counts as left out.", "有 {0} 个段超出文件末尾 {1}，第一个的描述在偏移 {2}。缺失部分视为未收录。");
        texts["vmc.0208"] = new("Several segments name physical address 0, as in the core of a process or in /proc/kcore of old kernels: where they lie in memory is not known, and they are left out.", "多个段都标为物理地址 0（进程的 core 文件或旧内核的 /proc/kcore 如此）：它们在内存中的位置未知，略去。");
        texts["vmc.0209"] = new("This ELF file is no dump: its type is {0}, dumps have {1}.", "此 ELF 文件不是转储：其类型为 {0}，转储应为 {1}。");

        // Flattened
        texts["vmc.0301"] = new("The flattened dump has type {0} and version {1}; 1 and 1 are known: it is read as these.", "扁平化转储的类型为 {0}、版本为 {1}；已知的是 1 与 1：按此读取。");
        texts["vmc.0302"] = new("The flattened dump ends at {0} without its end mark: it is cut, and what did not get into the file counts as left out.", "扁平化转储在 {0} 处结束而没有结束标记：它被截断，未写入的部分视为未收录。");
        texts["vmc.0303"] = new("The record at offset {0} should belong to offset {1} with {2} byte(s), which can't be: it and all behind it are left out.", "偏移 {0} 处的记录应属于偏移 {1}、长 {2} 字节，这不可能：该记录及其后的全部略去。");
        texts["vmc.0304"] = new("The flattened dump has more than {0} record(s): the rest is left out. Rearrange it with makedumpfile -R.", "扁平化转储的记录超过 {0} 条：其余略去。可用 makedumpfile -R 重新整理。");

        // Several files
        texts["vmc.0401"] = new("{0} is no part of the same dump as {1}: it is left out.", "{0} 与 {1} 不属于同一份转储：略去。");
        texts["vmc.0402"] = new("{0} has page frames {1} to {2}, which {3} has too: it is left out.", "{0} 含页框 {1} 至 {2}，{3} 也含有：略去。");
        texts["vmc.0403"] = new("The part of the split dump with page frames {0} to {1} is missing: its {2} page(s) (counts|count) as left out.", "分割转储中含页框 {0} 至 {1} 的部分缺失：其 {2} 页视为未收录。");
        texts["vmc.0404"] = new("{0} is left out: only parts of a split dump can be read together.", "略去 {0}：只有分割转储的各部分才能一起读取。");

        // Packed
        texts["vmc.0501"] = new("The dump has to be unpacked to be read, and {0} did not take it ({1} byte(s) (was|were) written): {2}. Set TMPDIR to a folder with more room, or unpack it yourself.", "转储须先解压才能读取，而 {0} 写不下（已写 {1} 字节）：{2}。请将 TMPDIR 设为空间更大的文件夹，或自行解压。");

        // Notes
        texts["vmc.0601"] = new("The notes should have {0} byte(s) at offset {1}; {2} are there.", "注释应在偏移 {1} 处占 {0} 字节，实际只有 {2} 字节。");
        texts["vmc.0602"] = new("The notes have {0} byte(s); of all notes only the first {1} byte(s) (is|are) read.", "注释有 {0} 字节；全部注释只读取前 {1} 字节。");
        texts["vmc.0603"] = new("The note at offset {0} should have {1} byte(s), and {2} are left: it and those behind it are left out.", "偏移 {0} 处的注释应有 {1} 字节，但只剩 {2} 字节：该注释及其后的略去。");
        texts["vmc.0604"] = new("The dump has more than {0} note(s): the rest is left out.", "转储的注释超过 {0} 条：其余略去。");
    }
}
