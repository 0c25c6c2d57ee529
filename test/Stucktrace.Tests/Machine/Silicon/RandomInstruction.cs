using System.Runtime.Intrinsics.X86;
using Iced.Intel;

namespace Stucktrace.Tests.Machine.Silicon;

/// <summary>
/// Random x86-64 instructions by random encodings, so that every form that a compiler may emit comes up: prefixes, one- and two-byte opcodes, all
/// kinds of operands. What can't be run in a page of one's own (jumps, privileged instructions, vectors, addresses that are fixed) is passed over.
/// </summary>
sealed class RandomInstruction(Random random)
{
    // Two-byte opcodes of the integer instructions; the one-byte ones are all tried.
    static readonly byte[] TwoByte =
    [
        0x1f, .. Range(0x40, 0x4f), .. Range(0x90, 0x9f), 0xa3, 0xa4, 0xa5, 0xab, 0xac, 0xad, 0xaf, 0xb0, 0xb1, 0xb3, 0xb6, 0xb7, 0xb8,
        0xba, 0xbb, 0xbc, 0xbd, 0xbe, 0xbf, 0xc0, 0xc1, 0xc3, 0xc7, .. Range(0xc8, 0xcf),
    ];

    readonly byte[] _bytes = new byte[16];

    /// <summary>The bytes of the instruction last made.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Makes one that can be run natively at the address.</summary>
    /// <param name="address">Where it will run.</param>
    public Instruction Next(ulong address)
    {
        while (true)
        {
            int length = Fill();
            var decoder = Decoder.Create(64, new ByteArrayCodeReader(_bytes, 0, length + 12 > 16 ? 16 : length + 12), address);
            Instruction instruction = decoder.Decode();
            if (!instruction.IsInvalid && Runs(instruction))
            {
                Bytes = _bytes.AsSpan(0, instruction.Length).ToArray();
                return instruction;
            }
        }
    }

    int Fill()
    {
        random.NextBytes(_bytes);
        int at = 0;
        if (random.Next(5) == 0)
            _bytes[at++] = 0x66;
        if (random.Next(8) == 0)
            _bytes[at++] = random.Next(3) switch { 0 => 0xf2, 1 => 0xf3, _ => 0xf0 };
        if (random.Next(2) == 0)
            _bytes[at++] = (byte)(0x40 | random.Next(16));
        if (random.Next(3) != 0)
            return at;
        _bytes[at++] = 0x0f;
        _bytes[at++] = TwoByte[random.Next(TwoByte.Length)];
        return at;
    }

    static bool Runs(in Instruction instruction)
    {
        if (instruction.FlowControl != FlowControl.Next || instruction.IsPrivileged || instruction.SegmentPrefix != Register.None)
            return false;
        switch (instruction.Mnemonic)
        {
            // They change what the frame around the instruction rests on, or what only the kernel may.
            case Mnemonic.Popfq or Mnemonic.Popf or Mnemonic.Std or Mnemonic.Cli or Mnemonic.Sti or Mnemonic.Enter or Mnemonic.Leave:
            case Mnemonic.In or Mnemonic.Out or Mnemonic.Insb or Mnemonic.Insd or Mnemonic.Insw or Mnemonic.Outsb or Mnemonic.Outsd or Mnemonic.Outsw:
            case Mnemonic.Rdfsbase or Mnemonic.Rdgsbase or Mnemonic.Wrfsbase or Mnemonic.Wrgsbase or Mnemonic.Xabort or Mnemonic.Xbegin:
            // AMD processors refuse some of these encodings where Intel's do nothing.
            case Mnemonic.Reservednop:
            case Mnemonic.Lzcnt when !Lzcnt.IsSupported:
            case Mnemonic.Tzcnt when !Bmi1.IsSupported:
            case Mnemonic.Popcnt when !Popcnt.IsSupported:
                return false;
            default:
                break;
        }

        for (int i = 0; i < instruction.OpCount; i++)
        {
            OpKind kind = instruction.GetOpKind(i);
            if (kind == OpKind.Register && !instruction.GetOpRegister(i).IsGPR())
                return false;
            if (kind is OpKind.Memory && !CanPlace(instruction))
                return false;
        }

        // The string operations with 32-bit pointers, and far pointers of any kind.
        return !instruction.IsStringInstruction || instruction.Op0Kind is not (OpKind.MemoryESEDI or OpKind.MemoryESDI) && instruction.Op1Kind is not (OpKind.MemorySegESI or OpKind.MemorySegSI or OpKind.MemoryESEDI or OpKind.MemoryESDI) && instruction.Op0Kind is not (OpKind.MemorySegESI or OpKind.MemorySegSI);
    }

    // One 64-bit base register, perhaps another one as index.
    static bool CanPlace(in Instruction instruction)
    {
        if (!instruction.MemoryBase.IsGPR64())
            return false;
        if (instruction.MemoryBase == Register.RSP && instruction.MemoryDisplacement64 + 4096 > 8192)
            return false;
        return instruction.MemoryIndex == Register.None || (instruction.MemoryIndex.IsGPR64() && instruction.MemoryIndex != instruction.MemoryBase);
    }

    static byte[] Range(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(i => (byte)i)];
}
