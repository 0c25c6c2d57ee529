using System.Buffers.Binary;
using Iced.Intel;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Code;

/// <summary>Enters what the module's tables say about places in its code: patched branches, warnings, fixups.</summary>
static class SiteTables
{
    // include/asm-generic/bug.h, 2.6.32 to 6.12.
    const int WarningFlag = 1;

    internal static void Enter(CodeMap map)
    {
        ModuleImage image = map.Image;
        PatchSites sites = image.File.PatchSites;
        foreach (JumpLabel label in sites.JumpLabels)
        {
            if (image.AddressOf(label.Code) is { } code && image.AddressOf(label.Target) is { } target)
                map.AddPatchedTarget(code, target);
        }

        foreach (ExceptionEntry entry in sites.Exceptions)
        {
            if (image.AddressOf(entry.Instruction) is { } instruction && image.AddressOf(entry.Continuation) is { } fixup)
                map.AddFixup(instruction, fixup);
        }

        foreach (Alternative alternative in sites.Alternatives)
            Enter(map, alternative);
        foreach (ImageSection section in image.Sections)
        {
            if (section.Name == "__bug_table")
                EnterWarnings(map, section);
        }
    }

    // An alternative matters to control flow when its original or its replacement is a jump: static_cpu_has() is written that way.
    static void Enter(CodeMap map, Alternative alternative)
    {
        if (map.Image.AddressOf(alternative.Original) is not { } original || map.SectionAt(original) is not { } section)
            return;
        section.Decode((int)(original - section.Address), out Instruction before);
        if (before.Length == 0)
            return;
        if (before.FlowControl == FlowControl.UnconditionalBranch)
        {
            // What replaces it lets control go on, or jumps elsewhere: the jump's own target stays the second way.
            map.AddPatchedTarget(original, before.NearBranchTarget);
            return;
        }

        if (alternative.ReplacementLength < 5 || map.Image.AddressOf(alternative.Replacement) is not { } replacement ||
            map.SectionAt(replacement) is not { } code)
        {
            return;
        }

        code.Decode((int)(replacement - code.Address), out Instruction after);
        if (after.Length != 0 && after.FlowControl == FlowControl.UnconditionalBranch && after.NearBranchTarget >= ModuleImage.Base)
            map.AddPatchedTarget(original, after.NearBranchTarget);
    }

    // struct bug_entry: relative address, then file and line where the kernel was built with them, then flags. Its size shows in the relocations.
    static void EnterWarnings(CodeMap map, ImageSection table)
    {
        ReadOnlySpan<AppliedRelocation> relocations = map.Image.RelocationsIn(table.Address, table.Size);
        ulong previous = 0;
        int size = 0;
        foreach (ref readonly AppliedRelocation relocation in relocations)
        {
            if (map.SectionAt(relocation.Target) is null)
                continue;
            if (previous != 0 && size == 0)
                size = (int)Math.Min(relocation.Address - previous, 64);
            previous = relocation.Address;
        }

        if (size == 0)
            size = (int)Math.Min(table.Size, 64);
        int flagsAt = size switch { 8 => 4, >= 12 => size - 2, _ => -1 };
        if (flagsAt < 0)
            return;
        foreach (ref readonly AppliedRelocation relocation in relocations)
        {
            int offset = (int)(relocation.Address - table.Address);
            if (map.SectionAt(relocation.Target) is not null && offset + flagsAt + 2 <= table.Array.Length &&
                (BinaryPrimitives.ReadUInt16LittleEndian(table.Array.AsSpan(offset + flagsAt)) & WarningFlag) != 0)
            {
                map.Mark(relocation.Target, SiteMarks.Warning);
            }
        }
    }
}
