using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Parsing;

/// <summary>Tells the architecture from the registers that a report prints, else from the release.</summary>
static class ArchitectureEvidence
{
    // A register that only one architecture's dump has.
    static readonly (string Register, Architecture Architecture)[] Telling =
    [
        ("rax", Architecture.X64), ("rsp", Architecture.X64), ("eax", Architecture.X86), ("esp", Architecture.X86), ("pstate", Architecture.Arm64), ("x0", Architecture.Arm64),
        ("psr", Architecture.Arm), ("nip", Architecture.Ppc64), ("msr", Architecture.Ppc64), ("gp", Architecture.RiscV), ("era", Architecture.LoongArch),
        ("crmd", Architecture.LoongArch), ("$4", Architecture.Mips), ("$0", Architecture.Mips), ("r15", Architecture.S390x),
    ];

    public static Architecture Find(RegisterFile kernel, RegisterFile user, KernelRelease? release)
    {
        foreach ((string register, Architecture architecture) in Telling)
        {
            if (kernel[register] is not null || user[register] is not null)
                return architecture;
        }

        return release?.Machine switch
        {
            "x86_64" or "amd64" => Architecture.X64,
            "i386" or "i586" or "i686" => Architecture.X86,
            "aarch64" or "arm64" => Architecture.Arm64,
            "armv7l" or "armv7hl" => Architecture.Arm,
            "ppc64" or "ppc64le" => Architecture.Ppc64,
            "s390x" => Architecture.S390x,
            "riscv64" => Architecture.RiscV,
            "mips64" => Architecture.Mips,
            "loongarch64" => Architecture.LoongArch,
            _ => Architecture.Unknown,
        };
    }
}
