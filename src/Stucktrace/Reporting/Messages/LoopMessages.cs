namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for loops: what they do, how they end, and what is suspicious.</summary>
static class LoopMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
    }
}
