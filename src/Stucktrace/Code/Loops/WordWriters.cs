using System.Runtime.CompilerServices;
using Iced.Intel;

namespace Stucktrace.Code.Loops;

/// <summary>Which words of a module's own data can be written by anybody: found from the relocations, through which every access to them goes.</summary>
sealed class WordWriters
{
    // How far from its begin an object may reach whose address is taken and whose size no symbol tells.
    const ulong UnknownObjectBytes = 512;
    static readonly ConditionalWeakTable<ModuleCode, WordWriters> Known = [];
    readonly ModuleCode _code;
    readonly List<(ulong Target, bool IsRead)> _references = [];
    bool _complete = true;

    WordWriters(ModuleCode code)
    {
        _code = code;
        InstructionInfoFactory info = new();
        foreach (AppliedRelocation relocation in code.Image.Relocations)
        {
            if (code.Image.SectionAt(relocation.Address) is not { } section)
                continue;
            if (!section.IsCode)
                _references.Add((relocation.Target, false));
            else if (InstructionAt(relocation.Address) is { } instruction)
                Add(instruction, info);
            else if (IsData(relocation.SymbolAddress))
                _references.Add((relocation.Target, false));
        }
    }

    internal static WordWriters Of(ModuleCode code) => Known.GetValue(code, c => new WordWriters(c));

    bool IsData(ulong address) => _code.Image.SectionAt(address) is { IsCode: false };

    Instruction? InstructionAt(ulong inside)
    {
        if (_code.FunctionAt(inside) is not { } function)
            return null;
        ControlFlowGraph graph = _code.GraphOf(function);
        _complete &= graph.IsComplete;
        for (ulong start = inside; start > inside - 15; start--)
        {
            int index = graph.IndexOf(start);
            if (index >= 0 && graph.Instructions[index] is var found && found.IP + (ulong)found.Length > inside)
                return found;
        }

        return null;
    }

    void Add(in Instruction instruction, InstructionInfoFactory info)
    {
        if (instruction.Mnemonic != Mnemonic.Lea)
        {
            foreach (UsedMemory used in info.GetInfo(instruction).GetUsedMemory())
            {
                if (IsData(used.Displacement))
                    _references.Add((used.Displacement, used.Access is OpAccess.Read or OpAccess.CondRead && used.Base is Register.None or Register.RIP && used.Index == Register.None));
            }
        }
        else if (IsData(instruction.MemoryDisplacement64))
        {
            _references.Add((instruction.MemoryDisplacement64, false));
        }

        for (int i = 0; i < instruction.OpCount; i++)
        {
            if (instruction.GetOpKind(i) is OpKind.Immediate64 or OpKind.Immediate32to64 or OpKind.Immediate32 && Widened(instruction.GetImmediate(i)) is var value && IsData(value))
                _references.Add((value, false));
        }
    }

    static ulong Widened(ulong immediate) => immediate <= uint.MaxValue && immediate >= 0x80000000 ? immediate | 0xffffffff_00000000 : immediate;

    /// <summary>Whether anything in the module can write the word, or gives its address away.</summary>
    internal bool MayBeWritten(ulong address, int bytes)
    {
        if (!_complete || _code.Image.SectionAt(address) is not { } section)
            return true;
        if (!section.IsWritable)
            return false;
        (ulong start, ulong limit, bool known) = ObjectAt(address, bytes);
        foreach ((ulong target, bool isRead) in _references)
        {
            if (isRead || target >= limit)
                continue;
            if (target >= start || (!known && target + UnknownObjectBytes > address && section.Contains(target)))
                return true;
        }

        return false;
    }

    (ulong Start, ulong Limit, bool Known) ObjectAt(ulong address, int bytes)
    {
        if (_code.Image.Describe(address) is { } symbol)
        {
            foreach (Stucktrace.Formats.Elf.ElfSymbol at in _code.Image.SymbolsAt(address - symbol.Offset))
            {
                if (at.Size > symbol.Offset)
                    return (address - symbol.Offset, address - symbol.Offset + at.Size, true);
            }
        }

        return (address, address + (ulong)bytes, false);
    }
}
