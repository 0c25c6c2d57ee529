namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for the comparison of two failures.</summary>
static class CompareMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["compare.verdict.nothing"] = new("These can't be compared: neither shows a failure.", "无法比较：两者都没有故障。");
    }
}
