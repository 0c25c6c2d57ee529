namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for what the log and the module file say together.</summary>
static class JoinMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
    }
}
