using Stucktrace.Formats;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Reproduction.Guests;

/// <summary>What the first bytes of a kernel image tell.</summary>
static class KernelHead
{
    /// <summary>The first bytes of a file; fewer when it is shorter.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static byte[] Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        byte[] head = new byte[KernelImage.HeadLength];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    /// <summary>The release of an image.</summary>
    /// <param name="path">The image.</param>
    /// <param name="tell">Is told why it is none that can be started.</param>
    /// <returns>Null after telling why not.</returns>
    /// <exception cref="IOException">It can't be read.</exception>
    public static string? Release(string path, Action<Message> tell)
    {
        byte[] head = Read(path);
        if (!KernelImage.IsOne(head))
            tell(Message.Of("guest.kernel.no-image", path));
        else if (!KernelImage.Is64Bit(head))
            tell(Message.Of("guest.kernel.not-64-bit", path));
        else if (KernelImage.Release(head) is not { } release || !SafeName.IsOne(release))
            tell(Message.Of("guest.kernel.no-release", path));
        else
            return release;
        return null;
    }
}
