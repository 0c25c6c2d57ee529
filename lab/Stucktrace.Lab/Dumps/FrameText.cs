using System.Globalization;
using Stucktrace.Dump;

namespace Stucktrace.Lab.Dumps;

/// <summary>Writes a frame the way the kernel does.</summary>
static class FrameText
{
    /// <summary><c>tun_do_read+0x5ab/0x740 [tun]</c>.</summary>
    public static string Of(DumpedFrame frame) =>
        string.Create(CultureInfo.InvariantCulture, $"{frame.Symbol}+0x{frame.Offset:x}/0x{frame.Size:x}{(frame.Module is null ? string.Empty : $" [{frame.Module}]")}");
}
