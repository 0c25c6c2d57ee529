namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for what is wrong with the file that a dump is kept in.</summary>
static class DumpFileMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // kdump-compressed
        texts["vmc.0101"] = new("The dump has {0} bytes: too few for its header.", "转储只有 {0} 字节，放不下文件头。");
        texts["vmc.0102"] = new("The header says that pages have {0} bytes; only dumps of kernels with pages of 4096 bytes (x86-64) are read.", "文件头称页大小为 {0} 字节；只读取页大小为 4096 字节的内核（x86-64）的转储。");
        texts["vmc.0103"] = new("The bitmap of the pages should lie at offset {0} up to {1}; the file ends at {2}: pages beyond count as left out.", "页位图应位于偏移 {0} 至 {1}，但文件在 {2} 处结束：其后的页视为未收录。");
        texts["vmc.0104"] = new("The dump is of a machine of type {0}; only x86-64 is read.", "该转储来自 {0} 类型的机器；只读取 x86-64。");
        texts["vmc.0105"] = new("The header has version {0}; versions up to {1} are known: it is read as that one.", "文件头版本为 {0}；已知版本到 {1} 为止：按后者读取。");
        texts["vmc.0106"] = new("The header speaks of {0} page frames, its bitmaps have room for {1}: frames beyond count as no memory.", "文件头称有 {0} 个页框，而位图只容得下 {1} 个：其后的页框视为不存在的内存。");
        texts["vmc.0109"] = new("The dump is of a machine with {0} page frames; only the first {1} are read.", "该转储的机器有 {0} 个页框；只读取前 {1} 个。");
        texts["vmc.0110"] = new("The dump says that it is incomplete: whoever wrote it ran out of space. What is missing counts as left out.", "转储自称不完整：写入者空间不足。缺失部分视为未收录。");
        texts["vmc.0114"] = new("The page at physical address {0} can't be unpacked: {1} bytes at offset {2}, named by the descriptor at offset {3} of {4}.", "物理地址 {0} 处的页无法解压：偏移 {2} 处的 {1} 字节，由 {4} 偏移 {3} 处的描述符指定。");
        texts["vmc.0115"] = new("Further pages that can't be unpacked are not listed ({0} were).", "其余无法解压的页不再列出（已列出 {0} 个）。");

        // Notes
        texts["vmc.0601"] = new("The notes should have {0} bytes at offset {1}; {2} are there.", "注释应在偏移 {1} 处占 {0} 字节，实际只有 {2} 字节。");
        texts["vmc.0602"] = new("The notes have {0} bytes; of all notes only the first {1} bytes are read.", "注释有 {0} 字节；全部注释只读取前 {1} 字节。");
        texts["vmc.0603"] = new("The note at offset {0} should have {1} bytes, and {2} are left: it and those behind it are left out.", "偏移 {0} 处的注释应有 {1} 字节，但只剩 {2} 字节：该注释及其后的略去。");
        texts["vmc.0604"] = new("The dump has more than {0} notes: the rest is left out.", "转储的注释超过 {0} 条：其余略去。");
    }
}
