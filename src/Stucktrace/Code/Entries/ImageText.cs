using System.Buffers;
using System.Text;

namespace Stucktrace.Code.Entries;

/// <summary>Reads texts out of a module's data.</summary>
static class ImageText
{
    const int Longest = 256;

    static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_."u8);

    /// <summary>The printable text at an address that ends with a zero; null when there is none.</summary>
    internal static string? At(ModuleImage image, ulong address)
    {
        if (image.SectionAt(address) is not { IsCode: false })
            return null;
        ReadOnlySpan<byte> bytes = image.BytesAt(address, Longest);
        int end = bytes.IndexOf((byte)0);
        if (end <= 0)
            return null;
        bytes = bytes[..end];
        return bytes.ContainsAnyExceptInRange((byte)0x20, (byte)0x7e) ? null : Encoding.ASCII.GetString(bytes);
    }

    /// <summary>The text at an address when it could be the name of a symbol.</summary>
    internal static string? NameAt(ModuleImage image, ulong address)
    {
        string? text = At(image, address);
        if (text is null || text.Length < 3 || char.IsAsciiDigit(text[0]))
            return null;
        foreach (char c in text)
        {
            if (!NameBytes.Contains((byte)c))
                return null;
        }

        return text;
    }
}
