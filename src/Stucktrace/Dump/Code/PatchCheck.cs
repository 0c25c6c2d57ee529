using Iced.Intel;
using Stucktrace.Dump.Stacks;

namespace Stucktrace.Dump.Code;

/// <summary>
/// Whether what stands at a place that the kernel may rewrite can be the kernel's own work. A hook that was written into such a place (the no-op at the
/// begin of a function is the favourite one) is none.
/// </summary>
sealed class PatchCheck(DumpedCode code)
{
    // arch/x86/include/asm/nops.h, 3.x to 6.12: five bytes that do nothing; the older form first.
    static readonly byte[][] FiveByteNops = [[0x66, 0x66, 0x66, 0x66, 0x90], [0x0f, 0x1f, 0x44, 0x00, 0x00], [0x3e, 0x8d, 0x74, 0x26, 0x00]];

    // endbr64; what 5.18 and 6.15 put in its place.
    static readonly byte[][] EndBranches = [[0xf3, 0x0f, 0x1e, 0xfa], [0x66, 0x0f, 0x1f, 0x00], [0x0f, 0x1f, 0x40, 0xd6]];

    /// <summary>True when the kernel's own patching explains it.</summary>
    /// <param name="site">The place.</param>
    /// <param name="address">Its address.</param>
    /// <param name="found">What is there.</param>
    /// <param name="target">Address of a jump label's target, or null.</param>
    /// <param name="own">The module that it is in; null for the kernel.</param>
    internal bool IsOwnWork(in PatchSite site, ulong address, ReadOnlySpan<byte> found, ulong? target, LoadedModule? own) => site.Kind switch
    {
        PatchKind.Trace => IsTrace(address, found),
        PatchKind.JumpLabel => IsNothing(address, found) || (Decode(address, found) is { FlowControl: FlowControl.UnconditionalBranch } jump && jump.NearBranchTarget == target),
        PatchKind.Return => found is [0xc3, ..] || (Decode(address, found) is { FlowControl: FlowControl.UnconditionalBranch } jump && code.IsKernelCode(jump.NearBranchTarget)),
        PatchKind.LockPrefix => found is [0xf0 or 0x3e, ..],
        PatchKind.EndBranch => IsAnyOf(EndBranches, found),
        _ => StaysHome(address, found, site.Kind == PatchKind.StaticCall, own),
    };

    /// <summary>True for what the function tracer writes: nothing, or a call of the kernel or of a trampoline that belongs to no module.</summary>
    internal bool IsTrace(ulong address, ReadOnlySpan<byte> found) =>
        IsAnyOf(FiveByteNops, found) || (Decode(address, found) is { FlowControl: FlowControl.Call, Op0Kind: OpKind.NearBranch64 } call && code.ModuleAt(call.NearBranchTarget) is null);

    internal static Instruction Decode(ulong address, ReadOnlySpan<byte> bytes)
    {
        var decoder = Decoder.Create(64, new ByteArrayCodeReader(bytes.ToArray()));
        decoder.IP = address;
        decoder.Decode(out Instruction instruction);
        return instruction;
    }

    static bool IsAnyOf(byte[][] forms, ReadOnlySpan<byte> found)
    {
        foreach (byte[] form in forms)
        {
            if (found.StartsWith(form))
                return true;
        }

        return false;
    }

    static bool IsNothing(ulong address, ReadOnlySpan<byte> found) =>
        IsAnyOf(FiveByteNops, found) || (Decode(address, found) is { Mnemonic: Mnemonic.Nop } nop && nop.Length == found.Length);

    // Other instructions, none of which leaves for code that is neither the kernel's nor this module's.
    bool StaysHome(ulong address, ReadOnlySpan<byte> found, bool anyCode, LoadedModule? own)
    {
        var decoder = Decoder.Create(64, new ByteArrayCodeReader(found.ToArray()));
        decoder.IP = address;
        while (decoder.IP - address < (ulong)found.Length)
        {
            decoder.Decode(out Instruction instruction);
            if (instruction.Code == Iced.Intel.Code.INVALID)
                return false;
            if (instruction.Op0Kind != OpKind.NearBranch64)
                continue;
            ulong target = instruction.NearBranchTarget;
            if (!(anyCode ? code.IsCode(target) : code.IsKernelCode(target) || (own is not null && own.HasCode(target))))
                return false;
        }

        return true;
    }
}
