using System.Buffers.Binary;
using Iced.Intel;

namespace Stucktrace.Code;

/// <summary>
/// Recognises the thunks that compilers put into the module itself (gcc -mindirect-branch=thunk and thunk-inline, -mfunction-return=thunk; clang
/// -mretpoline): a call over a loop that catches speculation, to an instruction that exchanges the return address for the real target.
/// </summary>
static class LocalThunks
{
    /// <summary>No thunk is longer.</summary>
    internal const int MaxSize = 80;

    // pause; lfence; jmp back to pause
    static ReadOnlySpan<byte> Catcher => [0xf3, 0x90, 0x0f, 0xae, 0xe8, 0xeb, 0xf9];

    // lea 8(%rsp),%rsp
    static ReadOnlySpan<byte> DropAddress => [0x48, 0x8d, 0x64, 0x24, 0x08];

    internal static KernelThunk At(ReadOnlySpan<byte> code, int offset)
    {
        ReadOnlySpan<byte> thunk = code[offset..];
        if (thunk.Length < 16 || thunk[0] != 0xe8 || !thunk[5..].StartsWith(Catcher))
            return default;
        int over = BinaryPrimitives.ReadInt32LittleEndian(thunk[1..]);
        if (over < Catcher.Length || over > 64 || 5 + over + 4 > thunk.Length)
            return default;
        ReadOnlySpan<byte> exchange = thunk[(5 + over)..];
        if (exchange.StartsWith(DropAddress))
            return new KernelThunk(KernelThunkKind.Return);
        // mov %reg,(%rsp): REX.W, with R for the upper eight registers.
        if (exchange[0] is 0x48 or 0x4c && exchange[1] == 0x89 && (exchange[2] & 0xc7) == 0x04 && exchange[3] == 0x24)
            return new KernelThunk(KernelThunkKind.Indirect, Register.RAX + (((exchange[2] >> 3) & 7) + (exchange[0] == 0x4c ? 8 : 0)));
        return default;
    }
}
