namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for the facts of module files and what is wrong with them.</summary>
static class ElfMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
    }
}
