namespace Stucktrace.Machine;

/// <summary>Names of the general registers, and what calls do to them (x86-64 psABI); indices are the processor's numbering.</summary>
static class RegisterConvention
{
    /// <summary>Registers that a called function may change: RAX, RCX, RDX, RSI, RDI and R8 to R11, as a mask.</summary>
    internal const int Scratch = (1 << 0) | (1 << 1) | (1 << 2) | (1 << 6) | (1 << 7) | (0xf << 8);

    static readonly string[] RegisterNames =
        ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"];

    /// <summary>The names, whole registers, in lower case.</summary>
    internal static ReadOnlySpan<string> Names => RegisterNames;

    /// <summary>The registers of the first six arguments: RDI, RSI, RDX, RCX, R8, R9.</summary>
    internal static ReadOnlySpan<int> Arguments => [7, 6, 2, 1, 8, 9];
}
