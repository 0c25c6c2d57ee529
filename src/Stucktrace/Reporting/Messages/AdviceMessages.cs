namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for advice.</summary>
static class AdviceMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts.EnsureCapacity(texts.Count);
    }
}
