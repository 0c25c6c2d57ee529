using System.Buffers.Binary;
using System.Text;
using Stucktrace.Dump.Log;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump;

/// <summary>The kernel's log in a dump: the real ones byte for byte, and the three formats at their corners.</summary>
public class KernelLogTests
{
    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    public void TheLogIsByteForByteTheTruth(string dump)
    {
        DumpedLog? log = DumpedLog.Read(LabMachine.Of(dump).Kernel, d => Assert.Fail(d.Id));
        using MemoryStream bytes = new();
        log!.WriteTo(bytes);
        Assert.Equal(File.ReadAllBytes(LabMachine.Truth(dump + ".dmesg.txt")), bytes.ToArray());
        Assert.Equal((DumpedLogFormat.Descriptors, 0, 0UL), (log.Format, log.Damaged, log.Overwritten));
        // Numbers without a gap, levels and callers of the first records: 5 is notice, 0 the first thread.
        Assert.Equal(Enumerable.Range(0, log.Records.Length).Select(i => (ulong?)i), log.Records.Select(r => r.Sequence));
        Assert.Equal((5, 0u), (log.Records[0].Level!.Value, log.Records[0].Caller!.Value));
    }

    static DumpedLog Log(DumpedLogFormat format, params DumpedLogRecord[] records) => new(format, [.. records], 0);

    static string Text(DumpedLog log, bool callers = false)
    {
        using MemoryStream bytes = new();
        log.WriteTo(bytes, callers);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    static DumpedLogRecord Record(string text, ulong time, uint caller = 1) => new() { Text = Encoding.Latin1.GetBytes(text), Nanoseconds = time, Caller = caller };

    [Theory]
    [InlineData(0UL, false, "[    0.000000] a\n               b\n")]
    [InlineData(12_345_678_901_234UL, false, "[12345.678901] a\n               b\n")]
    [InlineData(1_234_567_890_123_456UL, false, "[1234567.890123] a\n                 b\n")]
    [InlineData(1_000UL, true, "[    0.000001][    T1] a\n                       b\n")]
    public void FurtherLinesStandUnderTheFirst(ulong time, bool callers, string expected) =>
        Assert.Equal(expected, Text(Log(DumpedLogFormat.Descriptors, Record("a\nb", time)), callers));

    [Fact]
    public void ACallerOutsideOfThreadsIsACpu() =>
        Assert.Equal("[    0.000000][   C12] x\n", Text(Log(DumpedLogFormat.Descriptors, Record("x", 0, 0x8000_000c)), callers: true));

    [Theory]
    // A ring that was never full; one that was written over; one that was cleared.
    [InlineData("<6>[    0.000000] one\n<4>two\n", 0, int.MaxValue, "[    0.000000] one|two", "6|4")]
    [InlineData("ne\n<3>two\n<6>thr", 6, int.MaxValue, "ne|two|thr", "|3|6")]
    [InlineData("<6>old\n<5>new\n", 0, 7, "new", "5")]
    public void CharactersOfTheOldRing(string text, int written, int logged, string expected, string levels)
    {
        // The text is laid into a ring of 32 so that it ends at log_end.
        byte[] ring = new byte[32], bytes = Encoding.ASCII.GetBytes(text);
        uint end = (uint)(bytes.Length + written * 32);
        for (int i = 0; i < bytes.Length; i++)
            ring[(end - bytes.Length + i) & 31] = bytes[i];
        var records = CharacterLogReader.Records(ring, end, (uint)Math.Min(logged, bytes.Length));
        Assert.Equal(expected.Split('|'), records.Select(r => Encoding.ASCII.GetString(r.Text.Span)));
        Assert.Equal(levels.Split('|'), records.Select(r => r.Level?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? ""));
    }

    static readonly RecordLogReader.Layout Layout310 = new(16, 0, 8, 10, 14, null, JoinsPieces: true), Layout418 = Layout310 with { JoinsPieces = false },
        WithCaller = new(24, 0, 8, 10, 14, 16, JoinsPieces: false);

    static void Put(byte[] buffer, int at, string text, ulong time, RecordLogReader.Layout layout, int flags = 2, int level = 6, int length = 0)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(at), time);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(at + layout.Length), (ushort)(length > 0 ? length : Length(text, layout)));
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(at + layout.TextLength), (ushort)bytes.Length);
        buffer[at + layout.Facility + 1] = (byte)(flags | (level << 5));
        if (layout.Caller is { } caller)
            BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(at + caller), 77);
        bytes.CopyTo(buffer, at + layout.Size);
    }

    static int Length(string text, RecordLogReader.Layout layout) => (layout.Size + text.Length + 7) & ~7;

    static byte[] Records(RecordLogReader.Layout layout, out int end, params (string Text, int Flags)[] records)
    {
        byte[] buffer = new byte[1024];
        end = 0;
        foreach ((string text, int flags) in records)
        {
            Put(buffer, end, text, 1_000_000, layout, flags);
            end += Length(text, layout);
        }

        return buffer;
    }

    [Fact]
    public void RecordsFollowEachOther()
    {
        byte[] buffer = Records(Layout418, out int end, ("one", 2), ("two\nlines", 2), ("", 2));
        var (records, damaged) = RecordLogReader.Records(buffer, 0, end, 40, Layout418);
        Assert.Null(damaged);
        Assert.Equal("[    0.001000] one\n[    0.001000] two\n               lines\n[    0.001000] \n", Text(Log(DumpedLogFormat.Records, [.. records])));
        Assert.Equal([40UL, 41, 42], records.Select(r => r.Sequence!.Value));
        Assert.All(records, r => Assert.Equal((6, 0, null), (r.Level!.Value, r.Facility, r.Caller)));
    }

    [Fact]
    public void ACallerIsReadWhereTheKernelKeepsIt()
    {
        byte[] buffer = Records(WithCaller, out int end, ("one", 2));
        Assert.Equal(77u, Assert.Single(RecordLogReader.Records(buffer, 0, end, 0, WithCaller).Records).Caller);
    }

    [Theory]
    // LOG_NEWLINE 2, LOG_PREFIX 4, LOG_CONT 8, as printed by 3.5 to 4.9: a piece goes on, a prefix begins anew.
    [InlineData("[    0.001000] a b c\n[    0.001000] d\n", 8, 8, 10, 6)]
    [InlineData("[    0.001000] a b c\nd\n", 8, 8, 10, 2)]
    [InlineData("[    0.001000] a\n[    0.001000]  b\n[    0.001000]  c\n[    0.001000] d\n", 2, 2, 2, 2)]
    [InlineData("[    0.001000] a b[    0.001000]  c\n[    0.001000] d\n", 8, 8, 6, 2)]
    public void PiecesOfALineAreJoined(string expected, params int[] flags)
    {
        byte[] buffer = Records(Layout310, out int end, [.. new[] { "a", " b", " c", "d" }.Zip(flags)]);
        Assert.Equal(expected, Text(Log(DumpedLogFormat.Records, [.. RecordLogReader.Records(buffer, 0, end, 0, Layout310).Records])));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARecordOfLengthZeroGoesOnAtTheStart(bool marked)
    {
        // The last record before the end; behind it a header with length 0, or no room for one.
        byte[] buffer = new byte[128];
        Put(buffer, marked ? 64 : 80, "late", 1, Layout418, length: marked ? 24 : 40);
        Put(buffer, 0, "later", 2, Layout418);
        var (records, damaged) = RecordLogReader.Records(buffer, marked ? 64 : 80, 24, 0, Layout418);
        Assert.Null(damaged);
        Assert.Equal(["late", "later"], records.Select(r => Encoding.ASCII.GetString(r.Text.Span)));
    }

    [Theory]
    // A text longer than its record; a record beyond the end, or beyond the next one; a second zero: the walk ends where it is damaged.
    [InlineData(16, 9000, 24)]
    [InlineData(2000, 3, 24)]
    [InlineData(48, 3, 24)]
    [InlineData(0, 3, 24)]
    public void DamagedRecordsEndTheWalk(int length, int text, int at)
    {
        byte[] buffer = Records(Layout418, out int end, ("one", 2), ("two", 2), ("three", 2));
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(at + 8), (ushort)length);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(at + 10), (ushort)text);
        var (records, damaged) = RecordLogReader.Records(buffer, 0, length == 48 ? 56 : end, 0, Layout418);
        Assert.Equal((1, at), (records.Length, damaged));
    }

    /// <summary>A log of four descriptors and 128 bytes of text; ids count from 4 so that index 0 is the oldest.</summary>
    sealed class Ring
    {
        internal static readonly DescriptorLog.Layout Layout = new(24, 0, 8, 16, 88, 0, 8, 16, 18, 20);

        internal byte[] Descriptors { get; } = new byte[4 * 24];

        internal byte[] Infos { get; } = new byte[4 * 88];

        internal byte[] Text { get; } = new byte[128];

        internal void Put(ulong id, ulong begin, ulong next, string text, ulong state = 2)
        {
            int descriptor = (int)(id & 3) * 24, info = (int)(id & 3) * 88;
            BinaryPrimitives.WriteUInt64LittleEndian(Descriptors.AsSpan(descriptor), id | (state << 62));
            BinaryPrimitives.WriteUInt64LittleEndian(Descriptors.AsSpan(descriptor + 8), begin);
            BinaryPrimitives.WriteUInt64LittleEndian(Descriptors.AsSpan(descriptor + 16), next);
            BinaryPrimitives.WriteUInt64LittleEndian(Infos.AsSpan(info), id * 10);
            BinaryPrimitives.WriteUInt16LittleEndian(Infos.AsSpan(info + 16), (ushort)text.Length);
            if ((begin & 1) != 0)
                return;
            int at = begin / 128 == (next - 1) / 128 ? (int)(begin % 128) : 0;
            BinaryPrimitives.WriteUInt64LittleEndian(Text.AsSpan(at), id);
            Encoding.ASCII.GetBytes(text).CopyTo(Text, at + 8);
        }

        /// <summary>The texts, then why others could not be read.</summary>
        internal string[] Read(ulong tail, ulong head)
        {
            var (records, damaged) = new DescriptorLog(Descriptors, Infos, Text, Layout).Records(tail, head);
            return [.. records.Select(r => Encoding.ASCII.GetString(r.Text.Span)), .. damaged.Select(d => d.Reason)];
        }
    }

    [Fact]
    public void DescriptorsLeadToTheirText()
    {
        // In the middle; across the end of the ring, so from its start; up to its very end; without text.
        Ring ring = new();
        ring.Put(4, 96, 112, "one");
        ring.Put(5, 112, 128, "fits");
        ring.Put(6, 240, 256 + 24, "wrapped");
        ring.Put(7, 3, 3, "");
        Assert.Equal(["one", "fits", "wrapped", ""], ring.Read(4, 7));
    }

    [Theory]
    [InlineData(0UL, "machine.log.unfinished")]
    [InlineData(3UL, null)]
    public void RecordsThatWereNotFinished(ulong state, string? reason)
    {
        Ring ring = new();
        ring.Put(4, 0, 16, "one");
        ring.Put(5, 16, 32, "two", state);
        Assert.Equal(reason is null ? ["one"] : ["one", reason], ring.Read(4, 5));
    }

    [Fact]
    public void DamagedDescriptorsAreNamedWithTheirReason()
    {
        Ring ring = new();
        ring.Put(4, 0, 16, "one");
        ring.Put(5, 16, 20, "no place");
        ring.Put(6, 1, 1, "no room");
        ring.Put(7, 32, 64, "other");
        BinaryPrimitives.WriteUInt64LittleEndian(ring.Text.AsSpan(32), 99);
        ring.Put(8, 64, 80, "newest");
        Assert.Equal(["newest", "machine.log.bad-block", "machine.log.no-room", "machine.log.other-text"], ring.Read(5, 8));
        // 8 took the place of 4; a tail that says otherwise is not believed.
        Assert.Equal("machine.log.other-id", ring.Read(4, 5)[0]);
    }

    [Fact]
    public void ATextIsNeverLongerThanItsPlace()
    {
        Ring ring = new();
        ring.Put(4, 0, 16, "12345678");
        BinaryPrimitives.WriteUInt16LittleEndian(ring.Infos.AsSpan(16), 60_000);
        Assert.Equal(["12345678"], ring.Read(4, 4));
    }
}
