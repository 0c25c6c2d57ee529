using System.Buffers.Binary;

namespace Stucktrace.Dump.Stacks;

/// <summary>One entry of the unwind table: how to get from a place in code to its caller's stack pointer and frame pointer.</summary>
/// <param name="StackOffset">Added to <paramref name="StackBase" />.</param>
/// <param name="FrameOffset">Added to <paramref name="FrameBase" />: where the caller's rbp was saved.</param>
/// <param name="StackBase">What the caller's stack pointer is counted from.</param>
/// <param name="FrameBase">What the place of the saved rbp is counted from.</param>
/// <param name="Kind">What lies there.</param>
readonly record struct OrcEntry(short StackOffset, short FrameOffset, OrcRegister StackBase, OrcRegister FrameBase, OrcKind Kind)
{
    /// <summary>Bytes of an entry, in every version.</summary>
    internal const int Size = 6;

    // Numbers of the registers: up to 7.0 and since 7.1 (arch/x86/include/asm/orc_types.h).
    static readonly OrcRegister[] Registers =
    [
        OrcRegister.Undefined, OrcRegister.PreviousStackPointer, OrcRegister.Dx, OrcRegister.Di, OrcRegister.Bp, OrcRegister.Sp, OrcRegister.R10,
        OrcRegister.R13, OrcRegister.BpIndirect, OrcRegister.SpIndirect,
    ];

    static readonly OrcRegister[] NewRegisters =
    [
        OrcRegister.Undefined, OrcRegister.Ax, OrcRegister.Dx, OrcRegister.Sp, OrcRegister.Bp, OrcRegister.Di, OrcRegister.R10, OrcRegister.R13,
        OrcRegister.PreviousStackPointer, OrcRegister.SpIndirect, OrcRegister.BpIndirect,
    ];

    /// <summary>Decodes an entry.</summary>
    /// <param name="bytes">Its 6 bytes.</param>
    /// <param name="version">Format.</param>
    internal static OrcEntry Decode(ReadOnlySpan<byte> bytes, OrcVersion version)
    {
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        OrcRegister[] names = version == OrcVersion.NewRegisters ? NewRegisters : Registers;
        OrcRegister stack = Name(names, flags & 15);
        return new OrcEntry(
            BinaryPrimitives.ReadInt16LittleEndian(bytes), BinaryPrimitives.ReadInt16LittleEndian(bytes[2..]), stack, Name(names, (flags >> 4) & 15),
            KindOf(flags, stack, version));
    }

    static OrcRegister Name(OrcRegister[] names, int number) => number < names.Length ? names[number] : OrcRegister.Unknown;

    static OrcKind KindOf(int flags, OrcRegister stack, OrcVersion version)
    {
        if (version >= OrcVersion.ThreeBitTypes)
        {
            return ((flags >> 8) & 7) switch
            {
                1 => OrcKind.EndOfStack,
                2 => OrcKind.Call,
                3 => OrcKind.Registers,
                4 => OrcKind.PartialRegisters,
                _ => OrcKind.Undefined,
            };
        }

        // Before 6.4 the end is a bit of an entry that counts from nothing.
        bool end = (flags & (version == OrcVersion.Original ? 1 << 10 : 1 << 11)) != 0;
        if (stack == OrcRegister.Undefined)
            return end ? OrcKind.EndOfStack : OrcKind.Undefined;
        return ((flags >> 8) & 3) switch
        {
            0 => OrcKind.Call,
            1 => OrcKind.Registers,
            2 => OrcKind.PartialRegisters,
            _ => OrcKind.Undefined,
        };
    }
}
