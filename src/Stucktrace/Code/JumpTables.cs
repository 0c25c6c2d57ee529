using System.Buffers.Binary;
using Iced.Intel;
using Stucktrace.Formats;

namespace Stucktrace.Code;

/// <summary>
/// Finds the targets of a jump through a table of addresses (<c>jmp *table(,%rax,8)</c>, also by way of a register or an indirect thunk) or of distances
/// (<c>movslq (%rdx,%rax,4),%rax; add %rdx,%rax; jmp *%rax</c>), as gcc and clang write them.
/// </summary>
static class JumpTables
{
    const int LookBack = 16;

    /// <summary>The targets of the jump that is the last of the instructions, each once, or null when it goes through no table that can be read.</summary>
    /// <param name="map">The module's code.</param>
    /// <param name="isInside">Whether an address may be a target.</param>
    /// <param name="instructions">What was decoded last, the jump at the end.</param>
    /// <param name="budget">How many entries may still be read; those read are taken off.</param>
    internal static List<ulong>? Read(CodeMap map, Func<ulong, bool> isInside, ReadOnlySpan<Instruction> instructions, ref int budget)
    {
        ref readonly Instruction jump = ref instructions[^1];
        ReadOnlySpan<Instruction> all = instructions;
        instructions = Straight(instructions);
        if (jump.Op0Kind == OpKind.Memory)
            return jump.MemoryBase == Register.None && jump.MemoryIndexScale == 8 ? Absolute(map, isInside, jump, instructions[..^1], ref budget) : null;
        Register through = jump.Op0Kind == OpKind.Register ? jump.Op0Register : map.ThunkAt(jump.NearBranchTarget).Register;
        for (int i = instructions.Length - 2; i >= 0; i--)
        {
            ref readonly Instruction before = ref instructions[i];
            if (before.OpCount == 0 || before.Op0Kind != OpKind.Register || before.Op0Register.GetFullRegister() != through)
                continue;
            if (before.Code == Iced.Intel.Code.Mov_r64_rm64 && before.Op1Kind == OpKind.Memory && before.MemoryBase == Register.None && before.MemoryIndexScale == 8)
                return Absolute(map, isInside, before, instructions[..i], ref budget);
            if (before.Code is Iced.Intel.Code.Add_r64_rm64 or Iced.Intel.Code.Add_rm64_r64 && before.Op1Kind == OpKind.Register)
                return Relative(map, isInside, through, before.Op1Register, instructions[..i], all[..^1], ref budget);
            return null;
        }

        return null;
    }

    // The last instructions that follow each other without a gap.
    static ReadOnlySpan<Instruction> Straight(ReadOnlySpan<Instruction> instructions)
    {
        int first = instructions.Length - 1;
        while (first > 0 && instructions.Length - first < LookBack && instructions[first - 1].NextIP == instructions[first].IP)
            first--;
        return instructions[first..];
    }

    static List<ulong>? Absolute(CodeMap map, Func<ulong, bool> isInside, in Instruction load, ReadOnlySpan<Instruction> before, ref int budget)
    {
        ulong table = load.MemoryDisplacement64;
        int count = Bound(load.MemoryIndex, before);
        List<ulong> targets = [];
        for (int i = 0; i < count && budget > 0; i++, budget--)
        {
            ulong at = table + ((ulong)i * 8);
            if (map.Image.RelocationAt(at) is not { Width: 8 } entry || !isInside(entry.Target))
                break;
            targets.Add(entry.Target);
        }

        return Distinct(targets);
    }

    static List<ulong>? Relative(CodeMap map, Func<ulong, bool> isInside, Register through, Register other, ReadOnlySpan<Instruction> before, ReadOnlySpan<Instruction> all, ref int budget)
    {
        // One of the two registers holds the distance, the other the table.
        for (int i = before.Length - 1; i >= 0; i--)
        {
            ref readonly Instruction load = ref before[i];
            if (load.Code != Iced.Intel.Code.Movsxd_r64_rm32 || load.Op1Kind != OpKind.Memory || load.MemoryIndexScale != 4)
                continue;
            if (load.Op0Register != through && load.Op0Register != other)
                return null;
            if (Table(load.MemoryBase, all, ref budget) is not { } table)
                return null;
            int count = Bound(load.MemoryIndex, before[..i]);
            List<ulong> targets = [];
            for (int entry = 0; entry < count && budget > 0; entry++, budget--)
            {
                ulong at = table + ((ulong)entry * 4);
                if (map.Image.RelocationAt(at) is not { Width: 4 } || map.Image.BytesAt(at, 4) is not { Length: 4 } bytes)
                    break;
                ulong target = unchecked(table + (ulong)BinaryPrimitives.ReadInt32LittleEndian(bytes));
                if (!isInside(target))
                    break;
                targets.Add(target);
            }

            return Distinct(targets);
        }

        return null;
    }

    // What a register was set to last: lea table(%rip), mov $table. Compilers move that out of loops, so all that was decoded before is looked through;
    // entries that lead nowhere show when it was something else.
    static ulong? Table(Register register, ReadOnlySpan<Instruction> before, ref int budget)
    {
        for (int i = before.Length - 1; i >= 0 && budget > 0; i--, budget--)
        {
            ref readonly Instruction set = ref before[i];
            if (set.Op0Kind != OpKind.Register || set.Op0Register != register)
                continue;
            if (set.Code == Iced.Intel.Code.Lea_r64_m && set.IsIPRelativeMemoryOperand)
                return set.IPRelativeMemoryAddress;
            if (set.Code == Iced.Intel.Code.Mov_rm64_imm32)
                return unchecked((ulong)set.Immediate32to64);
        }

        return null;
    }

    // How many entries the bounds check before the jump lets through. Without one the table is read as far as it leads into the function.
    static int Bound(Register index, ReadOnlySpan<Instruction> before)
    {
        for (int i = before.Length - 2; i >= 0; i--)
        {
            ref readonly Instruction compare = ref before[i];
            if (compare.Mnemonic != Mnemonic.Cmp || compare.Op0Kind != OpKind.Register || !IsImmediate(compare.Op1Kind))
                continue;
            ConditionCode condition = before[i + 1].ConditionCode;
            if (condition is not (ConditionCode.a or ConditionCode.ae) || !MayHold(compare.Op0Register.GetFullRegister(), index, before[(i + 1)..]))
                continue;
            ulong limit = compare.GetImmediate(1) + (condition == ConditionCode.a ? 1UL : 0);
            return (int)Math.Min(limit, ReadLimits.MaxJumpTableEntries);
        }

        return ReadLimits.MaxJumpTableEntries;
    }

    static bool IsImmediate(OpKind kind) => kind is OpKind.Immediate8 or OpKind.Immediate8to32 or OpKind.Immediate8to64 or OpKind.Immediate32 or OpKind.Immediate32to64 or OpKind.Immediate16 or OpKind.Immediate8to16;

    // The index is the compared register or a copy of it (mov %eax,%eax extends it).
    static bool MayHold(Register compared, Register index, ReadOnlySpan<Instruction> between)
    {
        if (compared == index.GetFullRegister())
            return true;
        foreach (ref readonly Instruction copy in between)
        {
            if (copy.Mnemonic is Mnemonic.Mov or Mnemonic.Movzx or Mnemonic.Movsxd && copy.Op0Kind == OpKind.Register && copy.Op1Kind == OpKind.Register &&
                copy.Op0Register.GetFullRegister() == index.GetFullRegister() && copy.Op1Register.GetFullRegister() == compared)
            {
                return true;
            }
        }

        return false;
    }

    static List<ulong>? Distinct(List<ulong> targets)
    {
        if (targets.Count == 0)
            return null;
        targets.Sort();
        int kept = 0;
        for (int i = 0; i < targets.Count; i++)
        {
            if (i == 0 || targets[i] != targets[i - 1])
                targets[kept++] = targets[i];
        }

        targets.RemoveRange(kept, targets.Count - kept);
        return targets;
    }
}
