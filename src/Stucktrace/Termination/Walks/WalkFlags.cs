using Stucktrace.Machine;
using Stucktrace.Machine.Known;

namespace Stucktrace.Termination.Walks;

/// <summary>The flags that conditions rest on, as far as they are known.</summary>
/// <param name="Zero">ZF; null when it is not known.</param>
/// <param name="Carry">CF.</param>
/// <param name="Sign">SF.</param>
/// <param name="Overflow">OF.</param>
public readonly record struct WalkFlags(bool? Zero, bool? Carry, bool? Sign, bool? Overflow)
{
    /// <summary>Works the flags out of what they are the result of.</summary>
    internal static WalkFlags Of(in MachineFlags<KnownValue> flags)
    {
        int bits = flags.Bits == 0 ? 64 : flags.Bits;
        ulong mask = Numbers.Mask(bits);
        ulong left = flags.Left.Value & mask, right = flags.Right.Value & mask;
        bool known = flags.Left.IsKnown && flags.Right.IsKnown;
        ulong? result = flags.Source switch
        {
            FlagSource.Subtract => known ? (left - right) & mask : null,
            FlagSource.Unknown => null,
            _ => flags.Result.IsKnown ? flags.Result.Value & mask : null,
        };
        bool Top(ulong value) => (value >> (bits - 1) & 1) != 0;
        bool? carry = flags.Source switch
        {
            FlagSource.Subtract when known => left < right,
            FlagSource.Add when known && result is { } sum => sum < left,
            FlagSource.Logic => false,
            _ => null,
        };
        bool? overflow = flags.Source switch
        {
            FlagSource.Subtract when known => Top((left ^ right) & (left ^ result!.Value)),
            FlagSource.Add when known && result is { } sum => Top(~(left ^ right) & (left ^ sum)),
            FlagSource.Logic => false,
            _ => null,
        };
        return new WalkFlags(
            flags.HasZero ? Bit(flags.Zero) : result is { } zero ? zero == 0 : null,
            flags.HasCarry ? Bit(flags.Carry) : carry,
            result is { } sign ? Top(sign) : null,
            flags.HasOverflow ? Bit(flags.Overflow) : overflow);
    }

    static bool? Bit(KnownValue value) => value.IsKnown ? (value.Value & 1) != 0 : null;
}
