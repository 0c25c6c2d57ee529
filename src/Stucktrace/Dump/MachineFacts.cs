using System.Collections.Immutable;
using Stucktrace.Dump.Log;
using Stucktrace.Dump.Modules;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump;

/// <summary>What a dump says of its machine as a whole. Every value is null where the dump does not tell.</summary>
public sealed record MachineFacts
{
    // init_uts_ns.name: sysname, nodename, release, version, machine, domainname of __NEW_UTS_LEN + 1 bytes (include/uapi/linux/utsname.h).
    const int NameBytes = 65;

    // Load averages are fixed-point numbers with FSHIFT = 11 bits behind the point (include/linux/sched/loadavg.h).
    const double LoadUnit = 2048;
    const double MostLoad = 1_000_000;

    /// <summary>Host name as the kernel has it.</summary>
    public string? Host { get; init; }

    /// <summary>Version string: <c>#1 SMP Debian 6.1.192-2 (2026-11-16)</c>.</summary>
    public string? Version { get; init; }

    /// <summary>When the dump was taken, UTC.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>True when the kernel itself crashed; false for a dump of a running machine; null without vmcoreinfo.</summary>
    public bool? Crashed { get; init; }

    /// <summary>Seconds since boot.</summary>
    public double? UptimeSeconds { get; init; }

    /// <summary>HZ, ticks a second.</summary>
    public int? TicksPerSecond { get; init; }

    /// <summary>Load averages over 1, 5 and 15 minutes; empty when they are not there.</summary>
    public ImmutableArray<double> LoadAverage { get; init; } = [];

    /// <summary>The kernel's taint as letters, without G.</summary>
    public string? Taint { get; init; }

    /// <summary>What the kernel printed when it panicked: <c>hung_task: blocked tasks</c>; null when its log has no panic.</summary>
    public string? Panic { get; init; }

    /// <summary>Reads the facts.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="log">Its log, where it could be read: for the panic.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    public static MachineFacts Read(DumpedMachine machine, DumpedLog? log, ReadLimits? limits = null)
    {
        KernelReader reader = new(machine.Kernel, limits ?? ReadLimits.Default, static _ => { });
        TimeBase time = TimeBase.Read(reader, machine.Cpus);
        return new MachineFacts
        {
            Host = UtsName(reader, 1),
            Version = UtsName(reader, 3),
            Time = ReadTime(reader),
            Crashed = machine.Kernel.File.VmcoreInfo?.Crashed,
            UptimeSeconds = time.Uptime,
            TicksPerSecond = time.Hz,
            LoadAverage = ReadLoad(reader),
            Taint = (reader.Variable("tainted_mask") ?? reader.Variable("tainted", 4)) is { } bits ? ModuleTaint.Of(bits) : null,
            Panic = PanicIn(log),
        };
    }

    static string? UtsName(KernelReader reader, int index)
    {
        if (reader.Symbol("init_uts_ns") is not { } space)
            return null;
        // Before name lies a reference count of four bytes in every version whose source was read.
        ulong name = reader.Offset("uts_namespace", "name") ?? 4;
        return reader.Text(space + name + (ulong)(index * NameBytes), NameBytes) is { Length: > 0 } text ? text : null;
    }

    // CRASHTIME where the kernel crashed; else the clock: tk_core, in 7.2 the first of timekeeper_data, is a sequence counter (8 bytes while that struct had
    // no name) and the timekeeper behind it, whose xtime_sec is wall-clock time.
    static DateTimeOffset? ReadTime(KernelReader reader)
    {
        ulong? seconds = reader.Kernel.File.VmcoreInfo?.Value("CRASHTIME") is { } text && ulong.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out ulong crashed)
            ? crashed
            : (reader.Symbol("tk_core") ?? reader.Symbol("timekeeper_data")) is { } core ? reader.Field(core + (reader.Offset("tk_data", "timekeeper") ?? 8), "timekeeper", "xtime_sec") : null;
        // A clock that was never set begins in 1970; one beyond 2200 is damaged.
        return seconds is > 0 and < 7_258_118_400 ? DateTimeOffset.FromUnixTimeSeconds((long)seconds.Value) : null;
    }

    static ImmutableArray<double> ReadLoad(KernelReader reader)
    {
        if (reader.Symbol("avenrun") is not { } loads)
            return [];
        double?[] values = [.. Enumerable.Range(0, 3).Select(i => reader.Memory.Number(loads + (ulong)i * 8) is { } load ? load / LoadUnit : (double?)null)];
        return values.All(v => v is < MostLoad) ? [.. values.Select(v => v!.Value)] : [];
    }

    static string? PanicIn(DumpedLog? log)
    {
        ReadOnlySpan<byte> mark = "Kernel panic - not syncing: "u8;
        foreach (DumpedLogRecord record in log?.Records ?? [])
        {
            int at = record.Text.Span.IndexOf(mark);
            if (at < 0)
                continue;
            ReadOnlySpan<byte> text = record.Text.Span[(at + mark.Length)..];
            int end = text.IndexOf((byte)'\n');
            return KernelReader.TextOf(end < 0 ? text : text[..end]);
        }

        return null;
    }
}
