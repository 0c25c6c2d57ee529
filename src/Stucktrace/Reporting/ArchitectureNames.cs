using Stucktrace.Incidents;

namespace Stucktrace.Reporting;

/// <summary>Names of architectures as the outputs write them.</summary>
static class ArchitectureNames
{
    /// <summary>The name, or null when the report does not show one.</summary>
    /// <param name="architecture">The architecture.</param>
    internal static string? Name(this Architecture architecture) => architecture switch
    {
        Architecture.X64 => "x86-64",
        Architecture.X86 => "i386",
        Architecture.Arm64 => "arm64",
        Architecture.Arm => "arm",
        Architecture.RiscV => "riscv",
        Architecture.Ppc64 => "ppc64",
        Architecture.S390x => "s390x",
        Architecture.Mips => "mips",
        Architecture.LoongArch => "loongarch",
        _ => null,
    };
}
