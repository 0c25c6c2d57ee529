using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Log;

/// <summary>The kernel's log as it lies in a dump, in the order of printing.</summary>
/// <param name="Format">How the kernel keeps it.</param>
/// <param name="Records">Its records.</param>
/// <param name="Damaged">Records that could not be read; each was reported.</param>
public sealed record DumpedLog(DumpedLogFormat Format, ImmutableArray<DumpedLogRecord> Records, int Damaged)
{
    const uint OnCpu = 0x8000_0000;

    /// <summary>Records that newer ones have overwritten: the number of the first that is left.</summary>
    public ulong Overwritten => Records is [{ Sequence: { } first }, ..] ? first : 0;

    /// <summary>Reads the log.</summary>
    /// <param name="kernel">The kernel in the dump.</param>
    /// <param name="report">Is told what is damaged.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    /// <returns>Null when the kernel's log can't be found; the reason was reported.</returns>
    public static DumpedLog? Read(DumpedKernel kernel, Action<InputDiagnostic> report, ReadLimits? limits = null)
    {
        KernelReader reader = new(kernel, limits ?? ReadLimits.Default, report);
        if (reader.Symbol("prb") is { } ring)
            return DescriptorLogReader.Read(reader, ring);
        if (reader.Symbol("log_next_idx") is not null)
            return RecordLogReader.Read(reader);
        if (reader.Symbol("log_end") is not null)
            return CharacterLogReader.Read(reader);
        reader.Report("VMC0831", Message.Of("machine.0831"));
        return null;
    }

    /// <summary>The lines as dmesg shows them: the time before each record, further lines of a record indented.</summary>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="callers">
    /// Whether the caller is written behind the time, as kernels with CONFIG_PRINTK_CALLER do: it tells apart what several CPUs printed at once.
    /// </param>
    public void WriteTo(Stream output, bool callers = false)
    {
        foreach (DumpedLogRecord record in Records)
        {
            string prefix = record.Continues ? string.Empty : Prefix(record, callers);
            output.Write(Encoding.ASCII.GetBytes(prefix));
            ReadOnlySpan<byte> text = record.Text.Span;
            for (int line; (line = text.IndexOf((byte)'\n')) >= 0; text = text[(line + 1)..])
            {
                output.Write(text[..(line + 1)]);
                output.Write(Encoding.ASCII.GetBytes(new string(' ', prefix.Length)));
            }

            output.Write(text);
            if (!record.LeavesOpen)
                output.WriteByte((byte)'\n');
        }
    }

    // print_time() and print_caller() in kernel/printk/printk.c: "[%5lu.%06lu]" and "[%6s]" of T and the thread or C and the CPU.
    static string Prefix(DumpedLogRecord record, bool callers)
    {
        if (record.Nanoseconds is not { } time)
            return string.Empty;
        string text = string.Create(CultureInfo.InvariantCulture, $"[{time / 1_000_000_000,5}.{time % 1_000_000_000 / 1000:d6}]");
        if (callers && record.Caller is { } caller)
            text += $"[{string.Create(CultureInfo.InvariantCulture, $"{((caller & OnCpu) != 0 ? 'C' : 'T')}{caller & ~OnCpu}"),6}]";
        return text + " ";
    }
}
