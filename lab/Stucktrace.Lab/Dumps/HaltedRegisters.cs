using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Stucktrace.Lab.Dumps;

/// <summary>The registers of a CPU as QEMU's monitor shows them while the machine is halted for its dump.</summary>
/// <param name="Values">rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 … r15: the numbering of the processor.</param>
/// <param name="InstructionPointer">rip.</param>
/// <param name="Flags">rflags.</param>
/// <param name="CodeSegment">cs.</param>
sealed partial record HaltedRegisters(ImmutableArray<ulong> Values, ulong InstructionPointer, ulong Flags, ulong CodeSegment)
{
    static readonly string[] Names = ["RAX", "RCX", "RDX", "RBX", "RSP", "RBP", "RSI", "RDI", "R8", "R9", "R10", "R11", "R12", "R13", "R14", "R15"];

    /// <summary>Reads the answer to <c>info registers -a</c>: one block for each CPU, in their order.</summary>
    /// <exception cref="LabFailure">A register is missing.</exception>
    public static ImmutableArray<HaltedRegisters> Read(string text) => [.. text.Split("CPU#")[1..].Select(Cpu)];

    static HaltedRegisters Cpu(string block)
    {
        Dictionary<string, ulong> values = Register().Matches(block)
            .DistinctBy(m => m.Groups["name"].Value)
            .ToDictionary(m => m.Groups["name"].Value, m => ulong.Parse(m.Groups["value"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        ulong Value(string name) => values.TryGetValue(name, out ulong value) ? value : throw new LabFailure($"QEMU's monitor shows no {name}");
        return new HaltedRegisters([.. Names.Select(Value)], Value("RIP"), Value("RFL"), Value("CS"));
    }

    [GeneratedRegex(@"\b(?<name>[A-Z0-9]{2,3}) ?=(?<value>[0-9a-f]+)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Register();
}
