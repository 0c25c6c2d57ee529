using System.Buffers.Binary;
using Iced.Intel;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Rebuild;

/// <summary>
/// Finds the fields of a loaded module that hold addresses: what the kernel's loader filled in by relocations (arch/x86/kernel/module.c), read back out of
/// instructions and data.
/// </summary>
/// <param name="kernel">The kernel, for the names of what is called.</param>
/// <param name="modules">The other modules, for the same.</param>
/// <param name="sections">The module's sections.</param>
sealed class ReferenceFinder(DumpedKernel kernel, IReadOnlyList<LoadedModule> modules, IReadOnlyList<ObjectSection> sections)
{
    // Beyond this from its symbol an address is in a gap between symbols rather than in an object.
    const ulong FarFromSymbol = 1 << 20;

    /// <summary>Looks through the instructions of a function.</summary>
    /// <param name="section">Its section.</param>
    /// <param name="start">First byte of the function in the section.</param>
    /// <param name="end">First byte behind it.</param>
    internal void InCode(ObjectSection section, int start, int end)
    {
        Decoder decoder = Decoder.Create(64, new ByteArrayCodeReader(section.Bytes, start, end - start));
        decoder.IP = section.Address + (ulong)start;
        while (decoder.IP < section.Address + (ulong)end)
        {
            decoder.Decode(out Instruction instruction);
            if (instruction.IsInvalid)
                return;
            ConstantOffsets offsets = decoder.GetConstantOffsets(instruction);
            ulong place = instruction.IP - section.Address;
            if (offsets.HasDisplacement && offsets.DisplacementSize == 4)
                Displacement(section, instruction, place + (ulong)offsets.DisplacementOffset);
            if (offsets.HasImmediate)
                Immediate(section, instruction, place + (ulong)offsets.ImmediateOffset, offsets.ImmediateSize);
        }
    }

    /// <summary>Looks through the pointers of a section of data.</summary>
    /// <param name="section">The section.</param>
    internal void InData(ObjectSection section)
    {
        for (int at = (int)(-(long)section.Address & 7); at + 8 <= section.Bytes.Length; at += 8)
        {
            ulong value = BinaryPrimitives.ReadUInt64LittleEndian(section.Bytes.AsSpan(at));
            if (value >= Translation.ImageMap)
                Add(section, (ulong)at, ElfRelocationType.Absolute64, value, 0, exact: true);
        }
    }

    void Displacement(ObjectSection section, in Instruction instruction, ulong field)
    {
        bool perCpu = instruction.MemorySegment == Register.GS;
        if (instruction.IsIPRelativeMemoryOperand)
        {
            ulong behind = instruction.NextIP - section.Address - field;
            if (perCpu)
                PerCpu(section, field, ElfRelocationType.Relative32, instruction.IPRelativeMemoryAddress, -(long)behind);
            else
                Add(section, field, ElfRelocationType.Relative32, instruction.IPRelativeMemoryAddress, -(long)behind, exact: false);
            return;
        }

        ulong value = instruction.MemoryDisplacement64;
        if (perCpu && instruction.MemoryBase == Register.None)
            PerCpu(section, field, ElfRelocationType.Absolute32Signed, value, 0);
        else if (!perCpu && value >= Translation.ImageMap)
            Add(section, field, ElfRelocationType.Absolute32Signed, value, 0, exact: false);
    }

    void Immediate(ObjectSection section, in Instruction instruction, ulong field, int size)
    {
        if (instruction.OpCount > 0 && instruction.Op0Kind == OpKind.NearBranch64)
        {
            if (size == 4 && !section.Contains(instruction.NearBranchTarget))
                Add(section, field, ElfRelocationType.Plt32, instruction.NearBranchTarget, -4, exact: false);
            return;
        }

        OpKind kind = instruction.OpCount > 1 ? instruction.GetOpKind(instruction.OpCount - 1) : OpKind.Register;
        if (kind == OpKind.Immediate64 && size == 8)
            Add(section, field, ElfRelocationType.Absolute64, instruction.Immediate64, 0, exact: true);
        else if (kind == OpKind.Immediate32to64 && size == 4 && (ulong)instruction.Immediate32to64 >= Translation.ImageMap)
            Add(section, field, ElfRelocationType.Absolute32Signed, (ulong)instruction.Immediate32to64, 0, exact: true);
    }

    void Add(ObjectSection from, ulong field, uint type, ulong target, long behind, bool exact)
    {
        for (int i = 0; i < sections.Count; i++)
        {
            if (!sections[i].Contains(target))
                continue;
            from.References.Add(new ObjectReference(field, type, i, null, unchecked((long)(target - sections[i].Address)) + behind));
            return;
        }

        if (Name(target) is (string name, ulong offset) && (!exact || offset == 0))
            from.References.Add(new ObjectReference(field, type, -1, name, (long)offset + behind));
    }

    void PerCpu(ObjectSection from, ulong field, uint type, ulong target, long behind)
    {
        // Variables of the per-CPU area are kept as offsets from its start: they are the lowest symbols of all.
        if (target < Translation.ImageMap && kernel.Symbols.At(target) is { } found && found.Offset < FarFromSymbol)
            from.References.Add(new ObjectReference(field, type, -1, found.Symbol.Name, (long)found.Offset + behind));
    }

    (string Name, ulong Offset)? Name(ulong address)
    {
        if (address < Translation.ImageMap)
            return null;
        foreach (LoadedModule module in modules)
        {
            if (module.HasCode(address))
                return module.Symbols?.At(address) is { } own ? (own.Symbol.Name, own.Offset) : null;
        }

        return kernel.Symbols.At(address) is { } found && found.Offset < FarFromSymbol ? (found.Symbol.Name, found.Offset) : null;
    }
}
