using System.Collections.Immutable;

namespace Stucktrace.Formats.Elf.Tables;

/// <summary>Reads the tables of places in code. Layouts: the kernel's headers of the versions named at each.</summary>
static class PatchSiteReader
{
    internal static PatchSites Read(ElfFile file, Action<InputDiagnostic> report) => new()
    {
        FtraceCalls = Places(file, "__mcount_loc", report),
        Alternatives = Alternatives(file, report),
        JumpLabels = JumpLabels(file, report),
        StaticCalls = Places(file, ".static_call_sites", report),
        Retpolines = Places(file, ".retpoline_sites", report),
        Returns = Places(file, ".return_sites", report),
        Calls = Places(file, ".call_sites", report),
        Paravirtual = Places(file, ".parainstructions", report),
        LockPrefixes = Places(file, ".smp_locks", report),
        EndBranches = Places(file, ".ibt_endbr_seal", report),
        Exceptions = Exceptions(file, report),
        Bugs = Places(file, "__bug_table", report),
        OrcAddresses = Places(file, ".orc_unwind_ip", report),
    };

    /// <summary>Every place in code that a table points to; other fields of its entries (file names, keys) point elsewhere.</summary>
    static ImmutableArray<SectionOffset> Places(ElfFile file, string name, Action<InputDiagnostic> report)
    {
        if (file.Find(name) is not { Size: > 0 } section)
            return [];
        ImmutableArray<ElfRelocation> relocations = file.RelocationsOf(section);
        ImmutableArray<SectionOffset>.Builder places = ImmutableArray.CreateBuilder<SectionOffset>(relocations.Length);
        int damaged = 0;
        foreach (ElfRelocation relocation in relocations)
        {
            if (file.TargetOf(relocation) is not { } place || (place.Section > 0 && !IsInside(file, place)))
                damaged++;
            else if (file.SectionAt(place.Section) is { IsCode: true })
                places.Add(place);
        }

        ReportDamage(section, damaged, report);
        return places.Count == places.Capacity ? places.MoveToImmutable() : places.ToImmutable();
    }

    // arch/x86/include/asm/alternative.h. 2.6.32: two pointers, u8 cpuid, lengths (24 bytes). 3.x: two s32, u16 cpuid, u8 lengths (12);
    // 4.x adds padlen (13); 5.15 drops it (12); 6.3 has u32 of feature and flags (14).
    static ImmutableArray<Alternative> Alternatives(ElfFile file, Action<InputDiagnostic> report)
    {
        if (SiteTable.Find(file, ".altinstructions") is not { } table)
            return [];
        long field = table.IsWide ? 8 : 4, size = Stride(table, field * 2 + 4);
        ImmutableArray<Alternative>.Builder found = ImmutableArray.CreateBuilder<Alternative>();
        int damaged = 0;
        for (long at = 0; at + size <= table.Section.Size; at += size)
        {
            long rest = at + field * 2;
            (uint feature, long lengths) = (table.IsWide, size) switch
            {
                (true, _) => (table.ByteAt(rest), rest + 1),
                (false, 14) => (table.UInt32At(rest), rest + 4),
                _ => (table.UInt16At(rest), rest + 2),
            };
            if (table.At(at) is { } original && IsInside(file, original))
                found.Add(new Alternative(original, table.At(at + field) ?? default, table.ByteAt(lengths), table.ByteAt(lengths + 1), feature));
            else
                damaged++;
        }

        ReportDamage(table.Section, damaged, report);
        return found.ToImmutable();
    }

    // include/linux/jump_label.h. 3.x to 4.18: three pointers (24 bytes). Since 4.19: s32 code, s32 target, s64 key (16).
    static ImmutableArray<JumpLabel> JumpLabels(ElfFile file, Action<InputDiagnostic> report)
    {
        if (SiteTable.Find(file, "__jump_table") is not { } table)
            return [];
        (long field, long size) = table.IsWide ? (8, 24) : (4, 16);
        ImmutableArray<JumpLabel>.Builder found = ImmutableArray.CreateBuilder<JumpLabel>();
        int damaged = 0;
        for (long at = 0; at + size <= table.Section.Size; at += size)
        {
            if (table.At(at) is { } code && table.At(at + field) is { } target && IsInside(file, code) && IsInside(file, target))
                found.Add(new JumpLabel(code, target, table.At(at + field * 2) ?? default));
            else
                damaged++;
        }

        ReportDamage(table.Section, damaged, report);
        return found.ToImmutable();
    }

    // arch/x86/include/asm/extable.h. To 3.4: two pointers (16 bytes). 3.5 to 4.5: two s32 (8). Since 4.6 a third word: a handler's place, since 5.16
    // a number without relocation.
    static ImmutableArray<ExceptionEntry> Exceptions(ElfFile file, Action<InputDiagnostic> report)
    {
        if (SiteTable.Find(file, "__ex_table") is not { } table)
            return [];
        bool three = table.Section.Size % 12 == 0 && (!table.Has(8) || (table.SymbolAt(8)?.StartsWith("ex_handler", StringComparison.Ordinal) ?? false));
        (long field, long size) = table.IsWide ? (8, 16) : (4, three ? 12 : 8);
        ImmutableArray<ExceptionEntry>.Builder found = ImmutableArray.CreateBuilder<ExceptionEntry>();
        int damaged = 0;
        for (long at = 0; at + size <= table.Section.Size; at += size)
        {
            if (table.At(at) is { } instruction && table.At(at + field) is { } target && IsInside(file, instruction) && IsInside(file, target))
                found.Add(new ExceptionEntry(instruction, target));
            else
                damaged++;
        }

        ReportDamage(table.Section, damaged, report);
        return found.ToImmutable();
    }

    /// <summary>Size of an entry whose first two fields have relocations: the distance to the next such pair.</summary>
    static long Stride(SiteTable table, long smallest)
    {
        for (long size = smallest; size <= smallest + 12; size++)
        {
            if (table.Section.Size % size == 0 && (table.Section.Size == size || table.Has(size)))
                return size;
        }

        return table.Section.Size + 1;
    }

    static bool IsInside(ElfFile file, SectionOffset place) => file.SectionAt(place.Section) is { } section && place.Offset <= (ulong)section.Size;

    static void ReportDamage(ElfSection section, int damaged, Action<InputDiagnostic> report)
    {
        if (damaged > 0)
            report(new InputDiagnostic("ELF0401", Message.Of("elf.0401", section.Name, damaged), Offset: section.Offset));
    }
}
