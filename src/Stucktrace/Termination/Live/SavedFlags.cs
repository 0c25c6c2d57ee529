using Stucktrace.Machine;
using Stucktrace.Machine.Known;

namespace Stucktrace.Termination.Live;

/// <summary>The flags of a saved rflags, as the machine keeps them: an operation's result that has this sign, zero and parity, and carry and overflow apart.</summary>
static class SavedFlags
{
    const ulong Carry = 1 << 0, Parity = 1 << 2, Zero = 1 << 6, Sign = 1 << 7, Overflow = 1 << 11;

    internal static MachineFlags<KnownValue> Of(ulong flags) => new()
    {
        Source = FlagSource.ResultOnly,
        Bits = 64,
        // An odd number of ones in the lowest byte is what a clear parity flag says.
        Result = ((flags & Sign) != 0 ? 1UL << 63 : 0) | ((flags & Parity) != 0 ? 0UL : 1UL),
        HasCarry = true,
        Carry = Bit(flags, Carry),
        HasZero = true,
        Zero = Bit(flags, Zero),
        HasOverflow = true,
        Overflow = Bit(flags, Overflow),
    };

    static KnownValue Bit(ulong flags, ulong flag) => (flags & flag) != 0 ? 1UL : 0UL;
}
