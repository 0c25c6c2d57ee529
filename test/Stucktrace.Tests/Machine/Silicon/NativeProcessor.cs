using System.Runtime.InteropServices;
using Iced.Intel;

namespace Stucktrace.Tests.Machine.Silicon;

/// <summary>
/// Runs single x86-64 instructions on the processor of this machine: a page of code of our own loads all registers and flags, executes the
/// instruction, and stores them again; what the instruction may touch of memory lies in an arena of ours.
/// The oracle for the machine of Stucktrace. Only for instructions that cannot fault and do not jump.
/// </summary>
sealed class NativeProcessor : IDisposable
{
    const int CodeBytes = 4096;
    const int StateBytes = 4096;

    /// <summary>Bytes of memory that instructions may touch.</summary>
    public const int ArenaBytes = 16384;

    const int Whole = CodeBytes + StateBytes + ArenaBytes;

    // Offsets in the state page.
    const int Registers = 0;
    const int Flags = 128;
    const int HostStack = 136;

    readonly nint _base;
    readonly byte[]?[] _after = new byte[16][];
    byte[]? _before;
    Body? _body;

    /// <summary>Makes one.</summary>
    public NativeProcessor()
    {
        _base = MemoryMap(0, Whole, protection: 7, flags: 0x22, -1, 0);
        if (_base == -1)
            throw new InvalidOperationException("no executable memory");
    }

    /// <summary>False on other processors, where the tests are skipped.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>First address of the memory that instructions may touch.</summary>
    public ulong Arena => (ulong)(_base + CodeBytes + StateBytes);

    ulong State => (ulong)(_base + CodeBytes);

    /// <summary>Address at which the instruction will be executed; encode RIP-relative operands for it.</summary>
    public ulong InstructionAddress { get; private set; }

    /// <summary>Puts one instruction in place.</summary>
    /// <param name="instruction">Its bytes.</param>
    public void Load(ReadOnlySpan<byte> instruction)
    {
        _before ??= Encode((ulong)_base, Prologue);
        InstructionAddress = (ulong)_base + (ulong)_before.Length;
        byte[] after = _after[instruction.Length] ??= Encode(InstructionAddress + (ulong)instruction.Length, Epilogue);
        byte[] all = [.. _before, .. instruction, .. after];
        Marshal.Copy(all, 0, _base, all.Length);
    }

    /// <summary>Executes the loaded instruction.</summary>
    /// <param name="registers">RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8…R15, in and out.</param>
    /// <param name="flags">RFLAGS, in and out.</param>
    /// <param name="arena">The arena, in and out.</param>
    public void Execute(ulong[] registers, ref ulong flags, byte[] arena)
    {
        nint state = (nint)State;
        for (int i = 0; i < 16; i++)
            Marshal.WriteInt64(state, Registers + (i * 8), (long)registers[i]);
        Marshal.WriteInt64(state, Flags, (long)((flags & 0xcd5) | 0x202));
        Marshal.Copy(arena, 0, (nint)Arena, ArenaBytes);
        (_body ??= Marshal.GetDelegateForFunctionPointer<Body>(_base))();
        for (int i = 0; i < 16; i++)
            registers[i] = (ulong)Marshal.ReadInt64(state, Registers + (i * 8));
        flags = (ulong)Marshal.ReadInt64(state, Flags);
        Marshal.Copy((nint)Arena, arena, 0, ArenaBytes);
    }

    public void Dispose() => _ = MemoryUnmap(_base, Whole);

    static readonly Register[] All =
    [
        Register.RAX, Register.RCX, Register.RDX, Register.RBX, Register.RSP, Register.RBP, Register.RSI, Register.RDI,
        Register.R8, Register.R9, Register.R10, Register.R11, Register.R12, Register.R13, Register.R14, Register.R15,
    ];

    static readonly Register[] Kept = [Register.RBX, Register.RBP, Register.R12, Register.R13, Register.R14, Register.R15];

    void Prologue(Assembler code)
    {
        foreach (Register register in Kept)
            code.AddInstruction(Instruction.Create(Iced.Intel.Code.Push_r64, register));
        code.AddInstruction(Instruction.Create(Iced.Intel.Code.Mov_rm64_r64, Cell(HostStack), Register.RSP));
        code.AddInstruction(Instruction.Create(Iced.Intel.Code.Push_rm64, Cell(Flags)));
        code.popfq();
        for (int i = 0; i < All.Length; i++)
            code.AddInstruction(Instruction.Create(Iced.Intel.Code.Mov_r64_rm64, All[i], Cell(Registers + (8 * i))));
    }

    void Epilogue(Assembler code)
    {
        for (int i = 0; i < All.Length; i++)
            code.AddInstruction(Instruction.Create(Iced.Intel.Code.Mov_rm64_r64, Cell(Registers + (8 * i)), All[i]));
        code.AddInstruction(Instruction.Create(Iced.Intel.Code.Mov_r64_rm64, Register.RSP, Cell(HostStack)));
        code.pushfq();
        code.AddInstruction(Instruction.Create(Iced.Intel.Code.Pop_rm64, Cell(Flags)));
        code.cld();
        foreach (Register register in Kept.Reverse())
            code.AddInstruction(Instruction.Create(Iced.Intel.Code.Pop_r64, register));
        code.ret();
    }

    // RIP-relative: no register is free to hold an address.
    MemoryOperand Cell(int offset) => new(Register.RIP, (long)(State + (ulong)offset), 8);

    static byte[] Encode(ulong address, Action<Assembler> write)
    {
        Assembler code = new(64);
        write(code);
        using MemoryStream bytes = new();
        code.Assemble(new StreamCodeWriter(bytes), address);
        return bytes.ToArray();
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate void Body();

    [DllImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern nint MemoryMap(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int MemoryUnmap(nint address, nint length);
}
