namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for extracts of dumps.</summary>
static class ExtractMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["vmc.1201"] = new("Line {0} of what the extract says of its kernel is not understood; the rest is used.", "摘录中关于内核的第 {0} 行无法理解；其余内容照常使用。");
        texts["vmc.1202"] = new("No kernel can be read from this dump: see what is said of it above. Nothing of it is used.", "无法从该转储读出内核：原因见上。其内容一概不用。");
        texts["join.sign.memory"] = new("the code of {0} was read from the dump's memory, where it was loaded at {1}", "{0} 的代码取自转储内存，加载地址为 {1}");
    }
}
