using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Parsing;

/// <summary>Fills a report with what its lines say besides the trace: registers, stack, code, modules, locks, the system call, RCU's details.</summary>
static class DetailReader
{
    /// <summary>Reads the lines of a report.</summary>
    /// <param name="report">The report; what is already set is kept.</param>
    /// <param name="sections">Lines, those of the report's own section first.</param>
    public static Report Fill(Report report, params ReadOnlySpan<IReadOnlyList<ReportLine>> sections)
    {
        RegisterDump registers = new();
        ModuleListParser modules = new();
        RcuStallParser? rcu = report.Kind == ReportKind.RcuStall ? new RcuStallParser() : null;
        LockDetails locks = new();
        foreach (IReadOnlyList<ReportLine> lines in sections)
        {
            foreach (ReportLine line in lines)
            {
                if (registers.Offer(line.Text, line.Line) || modules.Offer(line.Text, line.Line))
                    continue;
                if (line.Text is ['\t' or ' ', ..] && rcu is null && line.Text.Contains("+0x", StringComparison.Ordinal) && !line.Text.Contains('#', StringComparison.Ordinal))
                    continue;
                rcu?.Offer(line.Text);
                locks.Offer(line);
                report = FillFromLine(report, line, registers);
            }
        }

        KernelRelease? kernel = KernelRelease.Parse(report.Kernel);
        RegisterFile kernelSide = registers.Kernel;
        RegisterFile userSide = registers.User;
        Architecture architecture = report.Architecture != Architecture.Unknown ? report.Architecture : ArchitectureEvidence.Find(kernelSide, userSide, kernel);
        ImmutableArray<ModuleEntry> entries = modules.Build(kernel);
        return report with
        {
            Architecture = architecture,
            Registers = kernelSide,
            UserRegisters = userSide,
            SystemCall = SystemCallDecoder.Decode(architecture, userSide),
            Stack = registers.Stack,
            Code = registers.Code,
            Modules = entries.IsEmpty ? report.Modules : entries,
            LastUnloaded = report.LastUnloaded ?? modules.LastUnloaded,
            LocksHeld = locks.Held,
            BlockedOn = report.BlockedOn ?? locks.BlockedOn,
            Rcu = rcu is { Seen: true } ? rcu.Build() : report.Rcu,
        };
    }

    static Report FillFromLine(Report report, ReportLine line, RegisterDump registers)
    {
        string text = line.Text;
        if (report.FaultAddress is null && FaultAddressParser.TryParse(text) is { } address)
            return report with { FaultAddress = address };
        if (report.WorkFunction is null && WorkqueueLineParser.TryParse(text) is { } work)
            return report with { WorkFunction = work };
        if (report.TaskState is null && TaskLineParser.TryParse(text, out TaskLine task) && (report.Pid is null || report.Pid == task.Pid))
        {
            registers.ExpectStack();
            return report with { TaskState = task.State, Pid = task.Pid, Comm = report.Comm ?? task.Comm };
        }

        if (report.TaskAddress is null && CpuLineParser.TryParse(text, line.Line, out CpuLine cpu) && cpu.TaskAddress is not null)
            return report with { TaskAddress = cpu.TaskAddress };
        return report;
    }

    /// <summary>Locks held by the tasks that a report lists, and who owns the one that its task waits for.</summary>
    sealed class LockDetails
    {
        readonly ImmutableArray<HeldLock>.Builder _held = ImmutableArray.CreateBuilder<HeldLock>();
        string? _comm;
        int? _pid;

        public ImmutableArray<HeldLock> Held => _held.ToImmutable();

        public LikelyOwner? BlockedOn { get; private set; }

        public void Offer(ReportLine line)
        {
            if (LockLineParser.TryParseHeading(line.Text, out _, out string comm, out int pid))
                (_comm, _pid) = (comm, pid);
            else if (_held.Count < ReadLimits.MaxHeldLocks && LockLineParser.TryParseHeld(line.Text, _comm, _pid, line.Line) is { } held)
                _held.Add(held);
            else
                BlockedOn ??= LockLineParser.TryParseOwner(line.Text, line.Line);
        }
    }
}
