using Iced.Intel;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Rebuild;

/// <summary>Finds the fields of instructions that refer to something outside their section, and writes the relocation that must have made each.</summary>
static class CodeRelocations
{
    internal static void Add(ObjectFileWriter writer, MemorySection section, int index, List<ulong> starts, MemoryTargets targets)
    {
        var reader = new ByteArrayCodeReader(section.Bytes);
        var decoder = Decoder.Create(64, reader);
        int nextStart = 0;
        for (ulong at = section.Address; at < section.Address + (ulong)section.Bytes.Length;)
        {
            // Each function begins anew: what stands before it may be no code.
            while (nextStart < starts.Count && starts[nextStart] <= at)
                nextStart++;
            reader.Position = (int)(at - section.Address);
            decoder.IP = at;
            decoder.Decode(out Instruction instruction);
            bool covers = nextStart < starts.Count && instruction.NextIP > starts[nextStart];
            if (instruction.Length == 0 || instruction.Code == Iced.Intel.Code.INVALID || covers)
            {
                at++;
                continue;
            }

            Add(writer, instruction, decoder.GetConstantOffsets(instruction), at - section.Address, index - 1, targets);
            at = instruction.NextIP;
        }
    }

    static void Add(ObjectFileWriter writer, in Instruction instruction, in ConstantOffsets fields, ulong offset, int own, MemoryTargets targets)
    {
        if (instruction.Op0Kind == OpKind.NearBranch64)
        {
            if (fields is { HasImmediate: true, ImmediateSize: 4 } && targets.SectionOf(instruction.NearBranchTarget) != own)
                Relative(writer, ElfRelocationType.Plt32, instruction, offset, fields.ImmediateOffset, instruction.NearBranchTarget, targets.Symbol(instruction.NearBranchTarget), targets);
            return;
        }

        if (fields is { HasDisplacement: true, DisplacementSize: 4 })
        {
            ulong address = instruction.IsIPRelativeMemoryOperand ? instruction.IPRelativeMemoryAddress : instruction.MemoryDisplacement64;
            bool perCpu = instruction.MemorySegment == Register.GS;
            (string, long)? symbol = perCpu ? targets.PerCpu(address) : targets.Symbol(address);
            if (instruction.IsIPRelativeMemoryOperand)
                Relative(writer, ElfRelocationType.Relative32, instruction, offset, fields.DisplacementOffset, address, symbol, targets, own);
            else if (address >= Translation.ImageMap || (perCpu && instruction is { MemoryBase: Register.None, MemoryIndex: Register.None }))
                Absolute(writer, ElfRelocationType.Absolute32Signed, offset + (ulong)fields.DisplacementOffset, address, symbol, targets);
        }

        if (!fields.HasImmediate || fields.ImmediateSize < 4)
            return;
        ulong value = instruction.GetImmediate(instruction.OpCount - 1);
        uint type = fields.ImmediateSize == 8 ? ElfRelocationType.Absolute64 : ElfRelocationType.Absolute32Signed;
        if (value >= Translation.ImageMap)
            Absolute(writer, type, offset + (ulong)fields.ImmediateOffset, value, targets.Symbol(value), targets);
    }

    static void Relative(
        ObjectFileWriter writer, uint type, in Instruction instruction, ulong offset, int field, ulong address, (string Name, long Offset)? symbol, MemoryTargets targets, int own = -1)
    {
        // The processor counts from the instruction's end, the relocation from the field.
        long toEnd = instruction.Length - field;
        int section = targets.SectionOf(address);
        if (section >= 0 && section == own)
            return;
        if (section >= 0)
            writer.Own(offset + (ulong)field, type, section + 1, targets.OffsetIn(section, address) - toEnd);
        else if (symbol is { } import)
            writer.Import(offset + (ulong)field, type, import.Name, import.Offset - toEnd);
    }

    static void Absolute(ObjectFileWriter writer, uint type, ulong at, ulong address, (string Name, long Offset)? symbol, MemoryTargets targets)
    {
        int section = targets.SectionOf(address);
        if (section >= 0)
            writer.Own(at, type, section + 1, targets.OffsetIn(section, address));
        else if (symbol is { } import)
            writer.Import(at, type, import.Name, import.Offset);
    }
}
