using Stucktrace.Formats;
using Stucktrace.Formats.IO;

namespace Stucktrace.Web.Uploads;

/// <summary>Says from a file's first bytes what it is and whether a diagnosis can use it.</summary>
static class Recognition
{
    /// <summary>Bytes that are enough to tell.</summary>
    internal const int HeadBytes = 256 * 1024;

    /// <summary>What the file is.</summary>
    /// <param name="head">Its first bytes, packed or not.</param>
    /// <param name="limits">Bounds on unpacking.</param>
    /// <returns>The kind; or why it is of no use.</returns>
    internal static (InputKind Kind, Message? Problem) Of(ReadOnlyMemory<byte> head, ReadLimits limits)
    {
        if (head.IsEmpty)
            return (InputKind.Unknown, Message.Of("web.upload-empty"));
        InputKind kind = InputDiscovery.KindOf(head, limits, out InputDiagnostic? problem);
        return kind != InputKind.Unknown ? (kind, null) : (kind, problem?.Message ?? Message.Of("web.upload-unknown"));
    }
}
