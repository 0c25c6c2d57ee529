using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Stucktrace.Formats.Elf;

/// <summary>The relocations of a file by the section that they apply to, each table copied out of the file when it is first asked for.</summary>
sealed class RelocationTables
{
    const int EntrySize = 24;

    readonly ElfFile _file;
    readonly Action<InputDiagnostic> _report;
    readonly Lock _lock = new();

    // For each section: its relocation sections (a list only when there are several), and the relocations once read.
    readonly ElfSection?[] _first;
    readonly ElfRelocation[]?[] _read;
    readonly Dictionary<int, List<ElfSection>> _further = [];

    internal RelocationTables(ElfFile file, Action<InputDiagnostic> report)
    {
        (_file, _report) = (file, report);
        _first = new ElfSection?[file.Sections.Length];
        _read = new ElfRelocation[]?[file.Sections.Length];
        foreach (ElfSection section in file.Sections)
        {
            if (section.Type == ElfSectionType.Rel && file.IsX64)
                report(new InputDiagnostic("ELF0301", Message.Of("elf.0301", section.Name), Offset: section.Offset));
            if (section.Type != ElfSectionType.Rela)
                continue;
            if (file.SectionAt(section.Info) is not { } target || target == section)
                report(new InputDiagnostic("ELF0302", Message.Of("elf.0302", section.Name, section.Info), Offset: section.Offset));
            else if (_first[target.Index] is null)
                _first[target.Index] = section;
            else if (_further.TryGetValue(target.Index, out List<ElfSection>? list))
                list.Add(section);
            else
                _further[target.Index] = [section];
        }
    }

    internal ImmutableArray<ElfRelocation> Of(int index)
    {
        if ((uint)index >= (uint)_first.Length || _first[index] is null)
            return [];
        ElfRelocation[]? read = Volatile.Read(ref _read[index]);
        if (read is null)
        {
            lock (_lock)
                read = _read[index] ??= Copy(index);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(read);
    }

    ElfRelocation[] Copy(int index)
    {
        ElfSection first = _first[index]!;
        if (!_further.TryGetValue(index, out List<ElfSection>? further))
            return Entries(first).ToArray();
        // Nothing real has several tables for one section; a crafted file may point a thousand tables at the same bytes.
        List<ElfRelocation> all = [.. Entries(first)];
        foreach (ElfSection section in further)
        {
            if (all.Count > _file.Bytes.Length / EntrySize)
            {
                _report(new InputDiagnostic("ELF0303", Message.Of("elf.0303", section.Name), Offset: section.Offset));
                break;
            }

            all.AddRange(Entries(section));
        }

        return [.. all];
    }

    ReadOnlySpan<ElfRelocation> Entries(ElfSection section)
    {
        ReadOnlySpan<byte> bytes = _file.Contents(section).Span;
        if (bytes.Length % EntrySize != 0)
            _report(new InputDiagnostic("ELF0201", Message.Of("elf.0201", section.Name, bytes.Length, EntrySize), Offset: section.Offset));
        // The struct has the layout of the file; x86-64 and arm64 both read it as it lies.
        return MemoryMarshal.Cast<byte, ElfRelocation>(bytes[..(bytes.Length / EntrySize * EntrySize)]);
    }
}
