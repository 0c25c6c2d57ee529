using Stucktrace.Formats;
using Stucktrace.Formats.IO;

namespace Stucktrace.Web.Uploads;

/// <summary>Says from a file's first bytes what it is and whether a diagnosis can use it.</summary>
static class Recognition
{
    /// <summary>Bytes that are enough to tell.</summary>
    internal const int HeadBytes = 256 * 1024;

    // Dumps of other times and machines, which people still have: crash's lkcd_vmdump_v1.h (LKCD_DUMP_MAGIC_NUMBER, …_LIVE) and sadump.h (SADUMP_SIGNATURE1, 2).
    static readonly (byte[] Begin, string Format)[] UnreadDumps =
    [
        ([0xed, 0x23, 0x8f, 0x61, 0x73, 0x01, 0x19, 0xa8], "lkcd"),
        ([0xcd, 0x23, 0x8f, 0x61, 0x73, 0x01, 0x19, 0xa8], "lkcd"),
        ([(byte)'s', (byte)'a', (byte)'d', (byte)'u', (byte)'m', (byte)'p', 0, 0], "sadump"),
    ];

    /// <summary>What the file is.</summary>
    /// <param name="head">Its first bytes, packed or not.</param>
    /// <param name="limits">Bounds on unpacking.</param>
    /// <returns>The kind; or why it is of no use.</returns>
    internal static (InputKind Kind, Message? Problem) Of(ReadOnlyMemory<byte> head, ReadLimits limits)
    {
        if (head.IsEmpty)
            return (InputKind.Unknown, Message.Of("web.upload-empty"));
        foreach ((byte[] begin, string format) in UnreadDumps)
        {
            if (head.Span.StartsWith(begin))
                return (InputKind.Unknown, Message.Of($"web.upload-dump.{format}"));
        }

        InputKind kind = InputDiscovery.KindOf(head, limits, out InputDiagnostic? problem);
        return kind != InputKind.Unknown ? (kind, null) : (kind, problem?.Message ?? Message.Of("web.upload-unknown"));
    }
}
