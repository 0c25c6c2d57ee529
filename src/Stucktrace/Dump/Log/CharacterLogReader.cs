using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump.Log;

/// <summary>
/// The log up to 3.4 (kernel/printk.c): characters in log_buf, log_end counts them all and is masked by the length, which is a power of two; of the last
/// logged_chars nothing was cleared. Each line begins with its level: <c>&lt;6&gt;</c>.
/// </summary>
static class CharacterLogReader
{
    internal static DumpedLog? Read(KernelReader reader)
    {
        ulong? buffer = reader.Variable("log_buf"), length = reader.Variable("log_buf_len", 4), end = reader.Variable("log_end", 4), logged = reader.Variable("logged_chars", 4);
        if (buffer is not > 0 || length is not > 0 || end is null || length > (ulong)reader.Limits.MaxKernelLogBytes || (length & (length - 1)) != 0)
        {
            reader.Report("VMC0832", Message.Of("machine.0832", Hexadecimal.Address(buffer ?? 0), length));
            return null;
        }

        byte[] ring = LogBytes.Read(reader, buffer.Value, (int)length.Value);
        return new DumpedLog(DumpedLogFormat.Characters, Records(ring, (uint)end.Value, (uint)(logged ?? end).Value), 0);
    }

    /// <summary>The lines of a ring.</summary>
    /// <param name="ring">The ring; its length is a power of two.</param>
    /// <param name="end">How many characters were written since boot, as 32 bits.</param>
    /// <param name="logged">How many were written since the log was cleared.</param>
    internal static ImmutableArray<DumpedLogRecord> Records(ReadOnlySpan<byte> ring, uint end, uint logged)
    {
        int count = (int)Math.Min(Math.Min(end, logged), (uint)ring.Length);
        byte[] text = new byte[count];
        for (int i = 0; i < count; i++)
            text[i] = ring[(int)((end - (uint)count + (uint)i) & (uint)(ring.Length - 1))];
        ImmutableArray<DumpedLogRecord>.Builder records = ImmutableArray.CreateBuilder<DumpedLogRecord>();
        for (int at = 0; at < count;)
        {
            int line = text.AsSpan(at).IndexOf((byte)'\n');
            int length = line < 0 ? count - at : line;
            int? level = text.AsSpan(at, length) is [(byte)'<', >= (byte)'0' and <= (byte)'7' and var digit, (byte)'>', ..] ? digit - '0' : null;
            int mark = level is null ? 0 : 3;
            records.Add(new DumpedLogRecord { Level = level, Text = text.AsMemory(at + mark, length - mark) });
            at += length + 1;
        }

        return records.ToImmutable();
    }
}
