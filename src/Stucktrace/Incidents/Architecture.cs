namespace Stucktrace.Incidents;

/// <summary>The machine's architecture as far as a report shows it.</summary>
public enum Architecture
{
    /// <summary>The report does not show it.</summary>
    Unknown,
    /// <summary>x86-64.</summary>
    X64,
    /// <summary>32-bit x86.</summary>
    X86,
    /// <summary>64-bit Arm.</summary>
    Arm64,
    /// <summary>32-bit Arm.</summary>
    Arm,
    /// <summary>RISC-V.</summary>
    RiscV,
    /// <summary>64-bit Power.</summary>
    Ppc64,
    /// <summary>IBM Z.</summary>
    S390x,
    /// <summary>MIPS.</summary>
    Mips,
    /// <summary>LoongArch.</summary>
    LoongArch,
}
