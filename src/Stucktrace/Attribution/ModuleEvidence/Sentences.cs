using Stucktrace.Formats;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Puts sentences one behind the other.</summary>
static class Sentences
{
    internal static Message Join(IEnumerable<Message> sentences)
    {
        Message? all = null;
        foreach (Message sentence in sentences)
            all = all is null ? sentence : Message.Of("join.two", all, sentence);
        return all ?? Message.Of("join.nothing-compared");
    }
}
