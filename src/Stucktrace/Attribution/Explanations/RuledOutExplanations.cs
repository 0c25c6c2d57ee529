using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.Explanations;

/// <summary>Other explanations that somebody will think of: each was looked for, and is seen, not seen, or can't be told from the input.</summary>
public static class RuledOutExplanations
{
    // Words in the hardware line (DMI) of the usual hypervisors.
    static readonly string[] Virtual =
        ["VMware", "QEMU", "KVM", "Bochs", "Xen", "VirtualBox", "Virtual Machine", "Virtual Platform", "HVM domU", "Amazon EC2", "Google Compute Engine", "Alibaba Cloud", "OpenStack", "RHEV", "oVirt", "Parallels", "BHYVE", "CVM", "Huawei Cloud", "Nutanix AHV"];

    // Functions of slow consoles.
    static readonly string[] Console = ["console_unlock", "serial8250_console_write", "wait_for_xmitr", "vprintk_emit", "uart_console_write", "univ8250_console_write", "bit_putcs", "cfb_imageblit", "sys_imageblit", "mga_imageblit", "nbcon_"];

    /// <summary>Checks them all.</summary>
    /// <param name="reports">All reports.</param>
    /// <param name="judgement">The verdicts.</param>
    public static ImmutableArray<RuledOut> Check(ImmutableArray<Report> reports, Judgement judgement) =>
        reports.IsEmpty ? [] : [Hardware(reports), Storage(reports), Memory(reports), SlowConsole(reports), StarvedMachine(reports, judgement), Suspended(reports), Thermal()];

    static RuledOut Hardware(ImmutableArray<Report> reports)
    {
        // Taint M: a machine check has happened in this boot.
        ImmutableArray<Report> seen = [.. reports.Where(r => r.Kind == ReportKind.MachineCheck || r.Taint?.Has('M') == true).Take(3)];
        return Tell("hardware-errors", seen, canTell: true);
    }

    static RuledOut Storage(ImmutableArray<Report> reports) => Tell("storage-errors", [.. reports.Where(r => r.Kind == ReportKind.IoError).Take(3)], canTell: true);

    static RuledOut Memory(ImmutableArray<Report> reports) => Tell("memory-exhaustion", [.. reports.Where(r => r.Kind == ReportKind.Oom).Take(3)], canTell: true);

    static RuledOut SlowConsole(ImmutableArray<Report> reports)
    {
        ImmutableArray<Report> seen =
        [
            .. reports.Where(r => StallKinds.Of(r) == StallKind.StuckCpu && CallChain.Of(r, most: 6).Any(l => l.Location.Symbol is { } s && Console.Any(c => s.StartsWith(c, StringComparison.Ordinal)))).Take(3),
        ];
        return Tell("slow-console", seen, canTell: reports.Any(r => StallKinds.Of(r) == StallKind.StuckCpu && !CallChain.Of(r, most: 1).IsEmpty));
    }

    static RuledOut StarvedMachine(ImmutableArray<Report> reports, Judgement judgement)
    {
        ImmutableArray<Report> stuck = [.. reports.Where(r => r.Kind == ReportKind.SoftLockup)];
        ImmutableArray<Report> starved = [.. stuck.Where(r => CallChain.Of(r, most: 1) is [var top] && SpinFunctions.CannotLoop(top.Location.Symbol)).Take(3)];
        if (!starved.IsEmpty)
            return Tell("starved-vm", starved, canTell: true);
        string? hardware = reports.Select(r => r.Hardware).FirstOrDefault(h => !string.IsNullOrWhiteSpace(h));
        if (hardware is null)
            return Tell("starved-vm", [], canTell: false);
        if (!Virtual.Any(v => hardware.Contains(v, StringComparison.OrdinalIgnoreCase)))
            return new RuledOut("starved-vm", true, false, Message.Of("ruled-out.starved-vm.physical", hardware), []);

        // A virtual machine that was not run shows its CPUs anywhere; the same few instructions again and again do not come from that.
        bool sameAgain = judgement.Main is { Culprit.Kind: CulpritKind.Module } && stuck.Any(r => r.SameAs is not null);
        return sameAgain
            ? new RuledOut("starved-vm", true, false, Message.Of("ruled-out.starved-vm.same-place", hardware), [])
            : new RuledOut("starved-vm", false, false, Message.Of("ruled-out.starved-vm.virtual", hardware), []);
    }

    // A first report far beyond the threshold: the clock went on while nothing ran.
    static RuledOut Suspended(ImmutableArray<Report> reports)
    {
        ImmutableArray<Report> jumps =
        [
            .. reports.Where(r => r is { Kind: ReportKind.SoftLockup, SameAs: null, Seconds: { } s } && s > 6 * SoftLockupFacts.Of(KernelRelease.Parse(r.Kernel)).ThresholdSeconds && r.Taint?.Has('L') != true).Take(3),
        ];
        return Tell("suspended-vm", jumps, canTell: reports.Any(r => r.Kind == ReportKind.SoftLockup));
    }

    static RuledOut Thermal() => Tell("thermal", [], canTell: false);

    static RuledOut Tell(string id, ImmutableArray<Report> seen, bool canTell) => new(
        id, canTell || !seen.IsEmpty, !seen.IsEmpty,
        Message.Of($"ruled-out.{id}.{(seen.IsEmpty ? canTell ? "not-seen" : "cannot-tell" : "seen")}"), [.. seen.Select(r => r.Headline())]);
}
