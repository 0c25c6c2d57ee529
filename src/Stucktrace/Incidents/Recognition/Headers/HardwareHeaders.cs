using static Stucktrace.Incidents.Blame.BlameMethod;
using static Stucktrace.Incidents.Recognition.HeaderRole;
using static Stucktrace.Incidents.ReportKind;

namespace Stucktrace.Incidents.Recognition.Headers;

/// <summary>Errors of processors, memory, buses and network devices: arch/x86/kernel/cpu/mce, arch/x86/kernel/nmi.c, drivers/edac, drivers/acpi/apei, drivers/pci/pcie/aer.c, mm/memory-failure.c, net/sched/sch_generic.c.</summary>
static class HardwareHeaders
{
    internal static readonly HeaderRule[] Rules =
    [
        new("[Hardware Error]: CPU {cpu}: Machine Check", MachineCheck, "machine check exception", Nobody, OneLine, anywhere: true),
        new("[Hardware Error]: Machine check events logged", MachineCheck, "machine check events logged", Nobody, OneLine, anywhere: true),
        new("[Hardware Error]: Machine check: ", MachineCheck, "machine check exception", Nobody, OneLine, anywhere: true),
        new("[Hardware Error]: event severity: {severity}", MachineCheck, "hardware error reported by firmware", Nobody, OneLine, anywhere: true),
        new("[Hardware Error]: Corrected error, no action required", MachineCheck, "corrected hardware error", Nobody, OneLine, anywhere: true),
        new("[Hardware Error]: Uncorrected", MachineCheck, "uncorrected hardware error", Nobody, OneLine, anywhere: true),
        new("Hardware error from APEI Generic Hardware Error Source", MachineCheck, "hardware error reported by firmware", Nobody, OneLine, anywhere: true),
        new("Machine check events logged", MachineCheck, "machine check events logged", Nobody, OneLine),
        new("CPU {cpu}: Machine Check Exception: ", MachineCheck, "machine check exception", Nobody, OneLine),
        new("Uhhuh. NMI received for unknown reason {text}", MachineCheck, "NMI received for unknown reason", Nobody, OneLine, anywhere: true),
        new("NMI: PCI system error (SERR) for reason ", MachineCheck, "NMI: PCI system error", Nobody, OneLine, anywhere: true),
        new("NMI: IOCK error (debug interrupt?) for reason ", MachineCheck, "NMI: I/O check error", Nobody, OneLine, anywhere: true),
        new("NMI: memory parity error", MachineCheck, "NMI: memory parity error", Nobody, OneLine, anywhere: true),
        new("EDAC {controller}: {number} UE ", MachineCheck, "EDAC {controller}: uncorrected memory error", Nobody, OneLine),
        new("EDAC {controller}: {number} CE ", MachineCheck, "EDAC {controller}: corrected memory error", Nobody, OneLine),
        new("PCIe Bus Error: severity=Uncorrected", MachineCheck, "uncorrected PCIe bus error", Nobody, OneLine, anywhere: true),
        new("Memory failure: {address}: recovery action for ", MachineCheck, "memory failure", Nobody, OneLine),

        new("NETDEV WATCHDOG: {text}", NetWatchdog, "NETDEV WATCHDOG: transmit queue timed out", Nobody, Message, rank: 2),
    ];
}
