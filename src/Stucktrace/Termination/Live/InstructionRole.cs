using Iced.Intel;

namespace Stucktrace.Termination.Live;

/// <summary>What an instruction reads and writes, as masks in the processor's numbering; memory is seen while it runs.</summary>
/// <param name="Reads">Registers read, addresses included.</param>
/// <param name="Writes">Registers written.</param>
/// <param name="Kills">Registers of which nothing is left from before.</param>
/// <param name="StoreAddress">Registers that make the address of something written.</param>
/// <param name="ReadsFlags">Whether it reads flags.</param>
/// <param name="WritesFlags">Whether it writes flags.</param>
/// <param name="KillsFlags">Whether it writes those flags that conditions rest on, whatever they were.</param>
/// <param name="Decides">Whether where the run goes on depends on it.</param>
readonly record struct InstructionRole(int Reads, int Writes, int Kills, int StoreAddress, bool ReadsFlags, bool WritesFlags, bool KillsFlags, bool Decides)
{
    internal static InstructionRole Of(in Instruction instruction, InstructionInfoFactory factory)
    {
        InstructionInfo info = factory.GetInfo(instruction);
        int reads = 0, writes = 0, kills = 0, address = 0;
        foreach (UsedRegister used in info.GetUsedRegisters())
        {
            if (!used.Register.IsGPR())
                continue;
            int bit = Bit(used.Register);
            if (Writing(used.Access))
                writes |= bit;
            if (used.Access is not (OpAccess.Write or OpAccess.NoMemAccess))
                reads |= bit;
            if (used.Access == OpAccess.Write && used.Register.GetSize() >= 4)
                kills |= bit;
        }

        foreach (UsedMemory used in info.GetUsedMemory())
        {
            if (Writing(used.Access))
                address |= Bit(used.Base) | Bit(used.Index);
        }

        bool readsFlags = instruction.RflagsRead != RflagsBits.None;
        bool decides = instruction.FlowControl is FlowControl.ConditionalBranch or FlowControl.IndirectBranch or FlowControl.IndirectCall or FlowControl.Return
            || instruction.HasRepPrefix || instruction.HasRepnePrefix;
        return new InstructionRole(
            reads, writes, kills & ~reads, address, readsFlags, instruction.RflagsModified != RflagsBits.None,
            !readsFlags && (instruction.RflagsModified & RflagsBits.ZF) != RflagsBits.None, decides);
    }

    static bool Writing(OpAccess access) => access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite;

    static int Bit(Register register) => register.IsGPR() ? 1 << (register.GetFullRegister() - Register.RAX) : 0;
}
