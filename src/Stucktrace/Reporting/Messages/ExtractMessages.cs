namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for extracts of dumps.</summary>
static class ExtractMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["vmc.1201"] = new("Line {0} of what the extract says of its kernel is not understood; the rest is used.", "摘录中关于内核的第 {0} 行无法理解；其余内容照常使用。");
        texts["command.extract"] = new("write a small dump with only what the diagnosis read", "写出只含诊断所读内容的小型转储");
        texts["command.extract-inputs"] = new("The dump, and whatever else the diagnosis should use (module files, logs).", "转储，以及诊断应使用的其他输入（模块文件、日志）。");
        texts["command.extract-output"] = new("Where to write the extract; the list of its contents goes beside it.", "摘录的写入位置；内容清单写在旁边。");
        texts["command.extract-same"] = new("{0} is an input: the extract would overwrite it.", "{0} 是输入文件：摘录会将其覆盖。");
        texts["command.extract-none"] = new("no dump could be read among the inputs ({0})", "输入中没有可读的转储（{0}）");
        texts["command.extract-write"] = new("{0} can't be written: {1}", "无法写入 {0}：{1}");
        texts["command.extract-done"] = new("{0}: {1} byte(s), {2} page(s). Look at {3} before you send it.", "{0}：{1} 字节，{2} 页。发送前请查看 {3}。");
        texts["extract.head"] = new("Extract of {0}: {1} page(s), of which {2} byte(s) (was|were) read; every other byte is zero.", "{0} 的摘录：{1} 页，其中读取了 {2} 字节；其余字节均为零。");
        texts["extract.log"] = new("The kernel's log: {0} line(s).", "内核日志：{0} 行。");
        texts["extract.cpus"] = new("Registers of {0} CPU(s).", "{0} 个 CPU 的寄存器。");
        texts["extract.tasks"] = new("Names and states of {0} task(s); stacks of those that are stuck or wait:", "{0} 个任务的名称与状态，以及卡死或等待者的栈：");
        texts["extract.modules"] = new("Modules loaded: {0}. Pages and how many bytes of each:", "已加载模块：{0}。各页及其字节数：");
        texts["vmc.1202"] = new("No kernel can be read from this dump: see what is said of it above. Nothing of it is used.", "无法从该转储读出内核：原因见上。其内容一概不用。");
        texts["join.sign.memory"] = new("the code of {0} was read from the dump's memory, where it was loaded at {1}", "{0} 的代码取自转储内存，加载地址为 {1}");
    }
}
