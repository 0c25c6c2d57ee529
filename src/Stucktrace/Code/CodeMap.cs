using Iced.Intel;

namespace Stucktrace.Code;

/// <summary>The module's code sections, and what its instructions do to control flow. Not safe for several threads: it owns the decoders.</summary>
sealed class CodeMap
{
    readonly CodeSection[] _sections;
    readonly Dictionary<ulong, ulong> _patchedTargets = [];
    readonly Dictionary<ulong, ulong> _fixups = [];
    CodeSection? _last;

    internal CodeMap(ModuleImage image)
    {
        Image = image;
        List<CodeSection> sections = [];
        foreach (ImageSection section in image.Sections)
        {
            if (section.IsCode && section.Array.Length > 0)
                sections.Add(new CodeSection(section));
        }

        _sections = [.. sections];
    }

    internal ModuleImage Image { get; }

    internal ReadOnlySpan<CodeSection> Sections => _sections;

    internal CodeSection? SectionAt(ulong address)
    {
        if (_last is { } last && last.Contains(address))
            return last;
        if (address < ModuleImage.Base)
            return null;
        int low = 0, high = _sections.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            CodeSection section = _sections[middle];
            if (section.Contains(address))
                return _last = section;
            if (section.Address > address)
                high = middle - 1;
            else
                low = middle + 1;
        }

        return null;
    }

    internal bool IsEntry(ulong address) => Has(address, SiteMarks.Entry);

    internal bool Has(ulong address, SiteMarks mark) => SectionAt(address) is { } section && (section.Marks[address - section.Address] & mark) != SiteMarks.None;

    internal void Mark(ulong address, SiteMarks mark)
    {
        if (SectionAt(address) is { } section)
            section.Marks[address - section.Address] |= mark;
    }

    internal void AddPatchedTarget(ulong site, ulong target)
    {
        if (_patchedTargets.TryAdd(site, target))
            Mark(site, SiteMarks.Patched);
    }

    internal void AddFixup(ulong site, ulong fixup)
    {
        if (_fixups.TryAdd(site, fixup))
            Mark(site, SiteMarks.MayFault);
    }

    /// <summary>All ways that the module's tables open: from the patched or faulting instruction to where it may go on.</summary>
    internal List<(ulong From, ulong To)> TableWays()
    {
        List<(ulong From, ulong To)> ways = [];
        foreach ((ulong from, ulong to) in _patchedTargets)
            ways.Add((from, to));
        foreach ((ulong from, ulong to) in _fixups)
            ways.Add((from, to));
        return ways;
    }

    /// <summary>What a call or jump to the address means.</summary>
    internal KernelThunk ThunkAt(ulong address)
    {
        if (address < ModuleImage.Base)
            return Image.ExternalAt(address)?.Thunk ?? default;
        return SectionAt(address) is { } section ? LocalThunks.At(section.Section.Array, (int)(address - section.Address)) : default;
    }

    /// <summary>What the instruction does, and the other address that it may go to (0 for none).</summary>
    internal InstructionKind KindOf(in Instruction instruction, SiteMarks marks, out ulong target)
    {
        target = 0;
        if (instruction.Length == 0)
            return InstructionKind.Invalid;
        if (marks > SiteMarks.Entry)
        {
            if ((marks & SiteMarks.Patched) != SiteMarks.None && _patchedTargets.TryGetValue(instruction.IP, out target))
                return InstructionKind.Patched;
            if ((marks & SiteMarks.MayFault) != SiteMarks.None && instruction.FlowControl == FlowControl.Next && _fixups.TryGetValue(instruction.IP, out target))
                return InstructionKind.MayFault;
        }

        switch (instruction.FlowControl)
        {
            case FlowControl.Next:
                return InstructionKind.Ordinary;
            case FlowControl.UnconditionalBranch:
                target = instruction.NearBranchTarget;
                return ThunkAt(target).Kind switch
                {
                    KernelThunkKind.Return => InstructionKind.Return,
                    KernelThunkKind.Indirect => InstructionKind.IndirectJump,
                    _ => InstructionKind.Jump,
                };
            case FlowControl.ConditionalBranch:
                target = instruction.NearBranchTarget;
                return ThunkAt(target).Kind == KernelThunkKind.Return ? InstructionKind.BranchToReturn : InstructionKind.Branch;
            case FlowControl.IndirectBranch:
                return InstructionKind.IndirectJump;
            case FlowControl.Return:
                return InstructionKind.Return;
            case FlowControl.Call:
                // syscall and vmcall are calls to Iced: they have no target.
                if (instruction.Op0Kind is not (OpKind.NearBranch64 or OpKind.NearBranch32 or OpKind.NearBranch16))
                    return InstructionKind.Ordinary;
                target = instruction.NearBranchTarget;
                // A thunk written out in place: the call goes nowhere but to the jump.
                if (target - instruction.IP < LocalThunks.MaxSize && ThunkAt(instruction.IP).Kind is var own && own != KernelThunkKind.None)
                    return own == KernelThunkKind.Return ? InstructionKind.Return : InstructionKind.IndirectJump;
                return ThunkAt(target).Kind switch
                {
                    KernelThunkKind.Indirect => InstructionKind.IndirectCall,
                    KernelThunkKind.NoReturn => InstructionKind.NoReturnCall,
                    KernelThunkKind.EntryHook => InstructionKind.Ordinary,
                    _ => InstructionKind.Call,
                };
            case FlowControl.IndirectCall:
                return InstructionKind.IndirectCall;
            case FlowControl.Interrupt:
                return instruction.Code == Iced.Intel.Code.Int3 ? InstructionKind.Trap : InstructionKind.Ordinary;
            case FlowControl.XbeginXabortXend:
                if (instruction.Op0Kind is not (OpKind.NearBranch64 or OpKind.NearBranch32 or OpKind.NearBranch16))
                    return InstructionKind.Ordinary;
                target = instruction.NearBranchTarget;
                return InstructionKind.Branch;
            default:
                return (marks & SiteMarks.Warning) != SiteMarks.None ? InstructionKind.Ordinary : InstructionKind.Trap;
        }
    }
}
