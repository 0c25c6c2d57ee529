using System.Text;

namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>Text in physical memory.</summary>
static class PhysicalText
{
    /// <summary>Text that a zero ends, or null when it is not there or is no plain text.</summary>
    internal static string? Read(IPhysicalMemory memory, ulong address, int longest, out MemoryState state)
    {
        Span<byte> bytes = stackalloc byte[longest];
        state = memory.Read(address, bytes);
        int end = bytes.IndexOf((byte)0);
        return state != MemoryState.Present || end <= 0 || bytes[..end].ContainsAnyExceptInRange((byte)' ', (byte)'~') ? null : Encoding.ASCII.GetString(bytes[..end]);
    }
}
