namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for extracts of dumps.</summary>
static class ExtractMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["vmc.1201"] = new("Line {0} of what the extract says of its kernel is not understood; the rest is used.", "摘录中关于内核的第 {0} 行无法理解；其余内容照常使用。");
    }
}
