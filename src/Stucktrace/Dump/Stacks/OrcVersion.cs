namespace Stucktrace.Dump.Stacks;

/// <summary>Formats of the unwind table's entries (arch/x86/include/asm/orc_types.h).</summary>
enum OrcVersion
{
    /// <summary>4.14 to 6.2: two bits of type from bit 8, the end of the stack in bit 10.</summary>
    Original = 1,

    /// <summary>6.3: two bits of type, "interrupted" in bit 10, the end in bit 11.</summary>
    Signal = 2,

    /// <summary>6.4 to 7.0, and EL9 since 5.14.0-517: three bits of type, "interrupted" in bit 11.</summary>
    ThreeBitTypes = 3,

    /// <summary>Since 7.1: as before, with the registers numbered anew.</summary>
    NewRegisters = 4,
}
