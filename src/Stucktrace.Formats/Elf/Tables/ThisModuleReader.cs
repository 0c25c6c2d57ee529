using System.Text;

namespace Stucktrace.Formats.Elf.Tables;

/// <summary>Reads struct module (include/linux/module.h): the name is at 0x18 in 56 bytes from 2.6.32 to 6.12; init lies before exit in all of them.</summary>
static class ThisModuleReader
{
    const int NameAt = 0x18, NameSize = 56;

    internal static ThisModule? Read(ElfFile file, Action<InputDiagnostic> report)
    {
        // .gnu.linkonce.this_module holds exactly one struct module.
        if ((file.Find(".gnu.linkonce.this_module") ?? file.Find("__this_module")) is not { } section)
        {
            report(new InputDiagnostic("ELF0402", Message.Of("elf.0402", ".gnu.linkonce.this_module")));
            return null;
        }

        ReadOnlySpan<byte> bytes = file.Contents(section).Span;
        string name = string.Empty;
        if (bytes.Length >= NameAt + NameSize)
        {
            ReadOnlySpan<byte> text = bytes.Slice(NameAt, NameSize);
            int end = text.IndexOf((byte)0);
            name = Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
        }
        else
        {
            report(new InputDiagnostic("ELF0404", Message.Of("elf.0404", section.Name, section.Size), Offset: section.Offset));
        }

        ElfRelocation? init = null, exit = null;
        foreach (ElfRelocation relocation in file.RelocationsOf(section))
        {
            if (file.TargetOf(relocation) is not { } target || file.SectionAt(target.Section) is not { IsCode: true } code)
                continue;
            if (IsExit(file, relocation, code, section))
                exit ??= relocation;
            else
                init ??= relocation;
        }

        return new ThisModule(
            section.Index, section.Size, name, init is { } i ? file.TargetOf(i) : null, exit is { } e ? file.TargetOf(e) : null, init?.Offset, exit?.Offset);
    }

    /// <summary>By the symbol's name where it has one, else by the section, else by where the pointer is: exit is among the last fields.</summary>
    static bool IsExit(ElfFile file, in ElfRelocation relocation, ElfSection code, ElfSection section) => file.Symbols[relocation.Symbol].Name switch
    {
        "cleanup_module" => true,
        "init_module" => false,
        _ when code.Name.StartsWith(".exit", StringComparison.Ordinal) => true,
        _ when code.IsInit => false,
        _ => relocation.Offset > (ulong)section.Size / 2,
    };
}
