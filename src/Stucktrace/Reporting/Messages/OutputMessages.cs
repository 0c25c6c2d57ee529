namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for headings and labels of the output formats.</summary>
static class OutputMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts.EnsureCapacity(texts.Count);
    }
}
