using static Stucktrace.Incidents.Blame.BlameMethod;
using static Stucktrace.Incidents.Recognition.HeaderRole;
using static Stucktrace.Incidents.ReportKind;

namespace Stucktrace.Incidents.Recognition.Headers;

/// <summary>Errors of processors, memory, devices and the storage and networks behind them.</summary>
static class HardwareHeaders
{
    internal static readonly HeaderRule[] Rules =
    [
        new("mce: [Hardware Error]: Machine check events logged", MachineCheck, "machine check events logged", Nobody, OneLine),
        new("[Hardware Error]: CPU {cpu}: Machine Check Exception", MachineCheck, "Machine Check Exception", Nobody, OneLine),
        new("[Hardware Error]: Machine check: ", MachineCheck, "Machine check", Nobody, OneLine),
        new("Machine check events logged", MachineCheck, "machine check events logged", Nobody, OneLine),
        new("CPU {cpu}: Machine Check Exception: ", MachineCheck, "Machine Check Exception", Nobody, OneLine),
        new("{word}: Hardware error from APEI Generic Hardware Error Source", MachineCheck, "hardware error from APEI", Nobody, OneLine),
        new("Uhhuh. NMI received for unknown reason ", MachineCheck, "NMI received for unknown reason", Nobody, OneLine),
        new("NMI: PCI system error (SERR) for reason ", MachineCheck, "NMI: PCI system error", Nobody, OneLine),
        new("NMI: IOCK error (debug interrupt?) for reason ", MachineCheck, "NMI: IOCK error", Nobody, OneLine),

        new("NETDEV WATCHDOG: {text}", NetWatchdog, "NETDEV WATCHDOG: transmit queue timed out", Nobody, BeginsOrContinues, rank: 2),
    ];
}
