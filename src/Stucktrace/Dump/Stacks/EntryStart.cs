using Iced.Intel;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Stacks;

/// <summary>
/// The first instructions of an interrupt's entry (arch/x86/include/asm/idtentry.h: endbr64, clac, cld, push) write no general register: whoever is caught
/// there still holds those of the code that was interrupted.
/// </summary>
static class EntryStart
{
    const int MostBytes = 64;

    /// <summary>The registers of the interrupted code; null when the entry may have changed some.</summary>
    /// <param name="code">Code of the dump.</param>
    /// <param name="state">Where the CPU is, in the entry.</param>
    /// <param name="saved">What the processor saved: where it was, and with which stack.</param>
    internal static DumpedRegisters? Restore(DumpedCode code, in UnwindState state, DumpedRegisters saved)
    {
        if (state is not { Interrupted: true, Registers: { } registers } || code.FunctionAt(state.Address) is not { } entry || state.Address - entry.Start > MostBytes)
            return null;
        byte[] bytes = new byte[(int)(state.Address - entry.Start)];
        if (code.Memory.Read(entry.Start, bytes) != MemoryState.Present)
            return null;
        Decoder decoder = Decoder.Create(64, new ByteArrayCodeReader(bytes));
        while (decoder.IP < (ulong)bytes.Length)
        {
            decoder.Decode(out Instruction instruction);
            if (instruction.IsInvalid || instruction.Mnemonic is not (Mnemonic.Endbr64 or Mnemonic.Nop or Mnemonic.Clac or Mnemonic.Stac or Mnemonic.Cld or Mnemonic.Push or Mnemonic.Swapgs or Mnemonic.Lfence))
                return null;
        }

        return saved with { Values = registers.Values.SetItem(4, saved.StackPointer) };
    }
}
