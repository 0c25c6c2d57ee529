namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for diagnostics of the log readers (LOG…).</summary>
static class LogMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts.EnsureCapacity(texts.Count);
    }
}
