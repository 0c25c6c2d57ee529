namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for assembling reports: damage, kinds.</summary>
static class ReportMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts.EnsureCapacity(texts.Count);
    }
}
