using Stucktrace.Dump.Reading;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Log;

/// <summary>Reads the log's memory; pages that are missing are left zero and said.</summary>
static class LogBytes
{
    internal static byte[] Read(KernelReader reader, ulong address, int length)
    {
        byte[] bytes = new byte[length];
        int missing = 0;
        ulong first = 0;
        for (int done = 0; done < length;)
        {
            int piece = (int)Math.Min((ulong)(length - done), IPhysicalMemory.PageBytes - ((address + (ulong)done) & (IPhysicalMemory.PageBytes - 1)));
            if (reader.Memory.Read(address + (ulong)done, bytes.AsSpan(done, piece)) != MemoryState.Present)
            {
                first = missing == 0 ? address + (ulong)done : first;
                missing += piece;
            }

            done += piece;
        }

        if (missing > 0)
            reader.Report("VMC0833", Message.Of("machine.0833", missing, length, Hexadecimal.Address(first)));
        return bytes;
    }
}
