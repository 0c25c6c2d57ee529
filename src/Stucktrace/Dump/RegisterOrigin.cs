namespace Stucktrace.Dump;

/// <summary>Where the registers of a CPU were found. A CPU that never answered has none; they are never taken by position.</summary>
public enum RegisterOrigin
{
    /// <summary>The CPU's crash_notes in its per-CPU area, or the NT_PRSTATUS note that agrees with it.</summary>
    CrashNotes,

    /// <summary>An NT_PRSTATUS note of QEMU (process id = CPU + 1).</summary>
    QemuPrStatus,

    /// <summary>QEMU's own note, with control registers.</summary>
    QemuState,

    /// <summary>Registers that an interrupt saved on the stack: the watchdog's, or the timer's that the CPU was in.</summary>
    InterruptFrame,
}
