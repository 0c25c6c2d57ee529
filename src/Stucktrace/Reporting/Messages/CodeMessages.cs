namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for functions and listings.</summary>
static class CodeMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
    }
}
