namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for the facts that an expert reads from registers, stacks and lists of reports.</summary>
static class FactMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts.EnsureCapacity(texts.Count);
    }
}
