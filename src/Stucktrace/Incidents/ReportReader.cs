using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents.Parsing;
using Stucktrace.Incidents.Recognition;
using Stucktrace.Incidents.Segmentation;

namespace Stucktrace.Incidents;

/// <summary>Assembles the reports of a kernel log from its records, in one pass.</summary>
/// <param name="limits">Bounds.</param>
/// <param name="finish">What else is to be done with each report as soon as it is made, maybe on another thread.</param>
public sealed class ReportReader(ReadLimits limits, Func<Report, Report>? finish = null) : ILogSink
{
    readonly ReportCollector _collector = new(limits, finish ?? (report => report));
    readonly DriverErrorMemory _drivers = new();
    readonly Dictionary<MachineKey, MachineReports> _machines = [];
    MachineReports? _machine;
    MachineKey _key;
    int _numbers;

    /// <summary>Bounds in force.</summary>
    public ReadLimits Limits { get; } = limits;

    /// <inheritdoc/>
    public IReadOnlyList<string> Markers => HeaderMarkers.All;

    /// <inheritdoc/>
    public IReadOnlyList<string> Before => DriverErrorLine.Words;

    /// <summary>The reports so far, in order of their first lines.</summary>
    public ImmutableArray<Report> Reports => [.. MixedReports.Vouched(_collector.Reports).Select(_drivers.Complete)];

    /// <summary>Reports that were counted and not kept because a limit was reached.</summary>
    public long NotKept => _collector.NotKept;

    /// <inheritdoc/>
    public bool Accept(LogRecord record)
    {
        MachineKey key = new(record.Input, record.Host, record.Boot);
        if (_machine is null || key != _key)
            Switch(key);

        // Most lines of a report are frames, and no header is worded like one.
        HeaderCapture capture = HeaderCapture.Nothing;
        HeaderRule? rule = FrameParser.IsBare(record.Text) ? null : HeaderTable.Find(record.Text, out capture);
        if (rule is null && !_machine!.IsOpen)
        {
            _drivers.See(record);
            return AnyOpen();
        }

        if (rule is not null)
            _drivers.Begin(record);
        _machine!.Accept(record, rule, capture);
        return AnyOpen();
    }

    /// <inheritdoc/>
    public void Flush()
    {
        foreach (MachineReports machine in _machines.Values)
            machine.CloseAll(cut: true);
        _machines.Clear();
        _machine = null;
    }

    bool AnyOpen()
    {
        if (_machines.Count == 1)
            return _machine!.IsOpen;
        foreach (MachineReports machine in _machines.Values)
        {
            if (machine.IsOpen)
                return true;
        }

        return false;
    }

    // Machines whose reports are all closed are forgotten when another one speaks, so a log of many boots costs nothing.
    void Switch(MachineKey key)
    {
        if (_machine is not null && !_machine.IsOpen)
            _machines.Remove(_key);
        if (!_machines.TryGetValue(key, out MachineReports? machine))
        {
            if (_machines.Count >= Limits.MaxOpenReports)
                Flush();
            machine = new MachineReports(Limits, _collector, () => ++_numbers);
            _machines.Add(key, machine);
        }

        _machine = machine;
        _key = key;
    }

    readonly record struct MachineKey(int Input, string? Host, int Boot);
}
