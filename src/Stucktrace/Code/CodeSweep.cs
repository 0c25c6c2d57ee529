using Iced.Intel;
using Stucktrace.Formats;

namespace Stucktrace.Code;

/// <summary>
/// Decodes a code section from begin to end, whatever is in it, and notes what its instructions point at. Compilers put no data between instructions, so
/// this sees nearly all code of a kernel module before any function of it is known.
/// </summary>
sealed class CodeSweep
{
    // As many instructions are kept as a jump through a table takes from its bounds check on.
    const int Window = 32;

    readonly CodeMap _map;
    readonly Dictionary<int, ByteRole[]> _roles = [];
    int _tableEntriesLeft = ReadLimits.MaxRelocatedTableEntries;
    readonly Instruction[] _recent = new Instruction[Window * 2];

    internal CodeSweep(CodeMap map)
    {
        _map = map;
        foreach (CodeSection section in map.Sections)
            _roles[section.Section.Index] = new ByteRole[section.Length];
    }

    /// <summary>Jumps to other sections, or over the section's known functions: from, to.</summary>
    internal List<(ulong From, ulong To, bool IsConditional)> Jumps { get; } = [];

    /// <summary>Whether all jump tables were read.</summary>
    internal bool IsComplete => _tableEntriesLeft > 0;

    internal ByteRole[] RolesOf(CodeSection section) => _roles[section.Section.Index];

    internal ByteRole RoleAt(ulong address) =>
        _map.SectionAt(address) is { } section ? RolesOf(section)[address - section.Address] : ByteRole.None;

    internal void Add(ulong address, ByteRole role)
    {
        if (_map.SectionAt(address) is { } section)
            RolesOf(section)[address - section.Address] |= role;
    }

    internal void Run()
    {
        foreach (CodeSection section in _map.Sections)
        {
            if (!CodeSectionNames.HoldsReplacements(section.Section.Name))
                Run(section);
        }
    }

    void Run(CodeSection section)
    {
        ByteRole[] roles = RolesOf(section);
        ReadOnlySpan<AppliedRelocation> relocations = _map.Image.RelocationsIn(section.Address, (ulong)section.Length);
        int relocation = 0, kept = 0;
        for (int at = 0; at < section.Length;)
        {
            section.Decode(at, out Instruction instruction);
            int length = instruction.Length;
            if (length == 0 || CoversFunction(roles, at, length))
            {
                // No instruction, or one that would run over the begin of a function: the next byte may be better.
                roles[at] |= ByteRole.Ends;
                at++;
                continue;
            }

            if (kept == _recent.Length)
            {
                Array.Copy(_recent, Window, _recent, 0, Window);
                kept = Window;
            }

            _recent[kept++] = instruction;
            InstructionKind kind = _map.KindOf(instruction, section.Marks[at], out ulong target);
            roles[at] |= ByteRole.Start | RoleOf(kind, instruction);
            Note(section, kind, instruction, target, kept);

            ulong limit = instruction.NextIP;
            while (relocation < relocations.Length && relocations[relocation].Address < limit)
            {
                // Calls and jumps were seen already; what else names code takes its address.
                if (kind is InstructionKind.Ordinary && relocations[relocation].Address >= instruction.IP)
                    Add(instruction.IsIPRelativeMemoryOperand ? instruction.IPRelativeMemoryAddress : relocations[relocation].Target, ByteRole.Taken);
                relocation++;
            }

            if (instruction.Code == Iced.Intel.Code.Lea_r64_m && instruction.IsIPRelativeMemoryOperand)
                Add(instruction.IPRelativeMemoryAddress, ByteRole.Taken);
            at += length;
        }
    }

    static bool CoversFunction(ByteRole[] roles, int at, int length)
    {
        for (int i = at + 1; i < at + length; i++)
        {
            if ((roles[i] & ByteRole.Function) != ByteRole.None)
                return true;
        }

        return false;
    }

    static ByteRole RoleOf(InstructionKind kind, in Instruction instruction) => kind switch
    {
        InstructionKind.Ordinary => instruction.Mnemonic == Mnemonic.Nop ? ByteRole.Padding : ByteRole.None,
        InstructionKind.Trap when instruction.Code == Iced.Intel.Code.Int3 => ByteRole.Padding | ByteRole.Ends,
        InstructionKind.Jump or InstructionKind.IndirectJump or InstructionKind.Return or InstructionKind.Trap or InstructionKind.NoReturnCall => ByteRole.Ends,
        _ => ByteRole.None,
    };

    void Note(CodeSection section, InstructionKind kind, in Instruction instruction, ulong target, int kept)
    {
        switch (kind)
        {
            case InstructionKind.Call:
                if (target != instruction.NextIP)
                    Add(target, ByteRole.Called);
                break;
            case InstructionKind.Jump or InstructionKind.Branch or InstructionKind.Patched or InstructionKind.MayFault:
                if (section.Contains(target))
                    RolesOf(section)[target - section.Address] |= ByteRole.JumpedTo;
                if (target >= ModuleImage.Base)
                    Jumps.Add((instruction.IP, target, kind != InstructionKind.Jump));
                if (kind is InstructionKind.Patched or InstructionKind.MayFault)
                    Add(target, ByteRole.Inner);
                break;
            case InstructionKind.IndirectJump:
                foreach (ulong entry in JumpTables.Read(_map, section.Section.Contains, _recent.AsSpan(0, kept), ref _tableEntriesLeft) ?? [])
                    Add(entry, ByteRole.Inner);
                break;
        }
    }
}
