namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for suspects, verdicts, what was cleared and ruled out.</summary>
static class AttributionMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts.EnsureCapacity(texts.Count);
    }
}
