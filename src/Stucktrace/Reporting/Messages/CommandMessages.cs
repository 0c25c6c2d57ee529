namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for the command line: help, errors, progress.</summary>
static class CommandMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts.EnsureCapacity(texts.Count);
    }
}
