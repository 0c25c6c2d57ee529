using System.Buffers;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents.Parsing;

/// <summary>Recognises the lines that dev_err() and dev_warn() write (drivers/base/core.c: driver, device, colon, text) when they tell of an error.</summary>
static class DriverErrorLine
{
    const int LongestDriver = 32;

    /// <summary>Words of which such a line holds one.</summary>
    internal static readonly string[] Words = ["timeout", "timed out", "not responding", "failed", "error", "hang", "stuck", "reset"];

    static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    static readonly SearchValues<char> AddressCharacters = SearchValues.Create("0123456789abcdef:.-");

    // They report what another driver's device does, or are the bus itself.
    static readonly string[] Buses = ["pcieport", "pci", "pci_bus", "usb", "hub", "scsi", "iommu"];

    /// <summary>Reads a line; null when it is something else.</summary>
    internal static DriverError? Read(LogRecord record)
    {
        ReadOnlySpan<char> text = record.Text;
        int end = text.Length > 12 ? text[..Math.Min(text.Length, LongestDriver + 1)].IndexOf(' ') : -1;
        if (end < 2 || end + 1 >= text.Length || !char.IsAsciiDigit(text[end + 1]) || text[..end].ContainsAnyExcept(NameCharacters))
            return null;
        ReadOnlySpan<char> rest = text[(end + 1)..];
        int colon = rest.IndexOf(": ");
        if (colon < 0 || !IsDevice(rest[..colon]) || !HoldsWord(rest[(colon + 2)..]) || Array.IndexOf(Buses, text[..end].ToString()) >= 0)
            return null;
        return new DriverError(text[..end].ToString(), rest[..colon].ToString(), record.Time, record.Line, record.Text);
    }

    // 0000:02:00.0, or 1-2.4:1.0: the interface of a USB device, which has a driver; the device alone belongs to the bus.
    static bool IsDevice(ReadOnlySpan<char> device) =>
        device.Length is >= 5 and <= 20 && device.Contains(':') && device.Contains('.') && !device.ContainsAnyExcept(AddressCharacters)
        && (device.Count(':') == 2 ? device[^2] == '.' : device.Count(':') == 1 && device.Contains('-'));

    static bool HoldsWord(ReadOnlySpan<char> text)
    {
        foreach (string word in Words)
        {
            if (text.Contains(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
