namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for incidents and their cause-and-effect links.</summary>
static class IncidentMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts.EnsureCapacity(texts.Count);
    }
}
