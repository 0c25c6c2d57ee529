using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>Several messages as one.</summary>
static class MessageList
{
    /// <summary>All of them, one behind the other.</summary>
    internal static Message Of(IReadOnlyList<Message> parts)
    {
        Message list = parts.Count == 0 ? Message.Of("compare.difference.unknown") : parts[0];
        foreach (Message part in parts.Skip(1))
            list = Message.Of("compare.and", list, part);
        return list;
    }
}
