using Iced.Intel;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Layouts;

/// <summary>
/// The offsets at which functions of the kernel touch a struct that they are given, read from their instructions in the dump. The instructions are followed
/// in their order, not along every way: that is enough for a witness, which chooses between places that fit the data and never makes one up.
/// </summary>
/// <param name="kernel">The kernel.</param>
sealed class CodeOffsets(DumpedKernel kernel)
{
    const int MostBytes = 4096;

    readonly InstructionInfoFactory _factory = new();

    // Bits of registers by their number: rax, rcx, rdx, rsi, rdi and r8 to r11 are lost in calls.
    const int LostInCalls = 0b1111_1100_0111, AllRegisters = 0xffff;

    /// <summary>What a function touches behind a pointer.</summary>
    /// <param name="function">Name of the function.</param>
    /// <param name="argument">Register that the pointer comes in, or <see cref="Register.None"/> for the current task.</param>
    /// <returns>Null when the function is not there or touches nothing.</returns>
    internal HashSet<long>? Of(string function, Register argument)
    {
        HashSet<long> offsets = [];
        // What holds the pointer where a branch goes to: behind a jump, and in the part that compilers move away (.cold), nothing is known but that.
        Dictionary<ulong, int> targets = [];
        Sweep(function, argument == Register.None ? 0 : Bit(argument), true);
        Sweep(function + ".cold", 0, false);
        return offsets.Count == 0 ? null : offsets;

        void Sweep(string part, int pointers, bool reached)
        {
            if (kernel.Symbols.Find(part) is not { } start || kernel.Symbols.NextAfter(start) is not { } end)
                return;
            byte[] code = new byte[Math.Min(end - start, MostBytes)];
            if (kernel.Memory.Read(start, code) != MemoryState.Present)
                return;
            Decoder decoder = Decoder.Create(64, code, start);
            while (decoder.IP < start + (ulong)code.Length)
            {
                if (targets.TryGetValue(decoder.IP, out int arriving))
                    (pointers, reached) = (reached ? pointers & arriving : arriving, true);
                decoder.Decode(out Instruction instruction);
                if (instruction.IsInvalid)
                    return;
                pointers = Follow(instruction, pointers, offsets, argument == Register.None);
                if (instruction.FlowControl is FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch)
                    targets[instruction.NearBranchTarget] = targets.GetValueOrDefault(instruction.NearBranchTarget, AllRegisters) & pointers;
                if (instruction.FlowControl is FlowControl.Return or FlowControl.UnconditionalBranch or FlowControl.IndirectBranch)
                    (pointers, reached) = (0, false);
            }
        }
    }

    int Follow(in Instruction instruction, int pointers, HashSet<long> offsets, bool current)
    {
        if ((pointers & Bit(instruction.MemoryBase)) != 0 && instruction.MemoryIndex == Register.None && (long)instruction.MemoryDisplacement64 is >= 0 and < TaskSample.Bytes and var offset)
            offsets.Add(offset);
        bool moves = instruction is { Mnemonic: Mnemonic.Mov, Op0Kind: OpKind.Register } && instruction.Op0Register.IsGPR64();
        bool copies = moves && instruction.Op1Kind == OpKind.Register && (pointers & Bit(instruction.Op1Register)) != 0;
        bool loads = moves && current && instruction.Op1Kind == OpKind.Memory && instruction.SegmentPrefix == Register.GS;
        foreach (UsedRegister used in _factory.GetInfo(instruction).GetUsedRegisters())
        {
            if (used.Access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite)
                pointers &= ~Bit(used.Register.GetFullRegister());
        }

        if (copies || loads)
            pointers |= Bit(instruction.Op0Register);
        return instruction.FlowControl is FlowControl.Call or FlowControl.IndirectCall ? pointers & ~LostInCalls : pointers;
    }

    static int Bit(Register register) => register.IsGPR64() ? 1 << (register - Register.RAX) : 0;
}
