using System.Collections.Immutable;
using System.Text;

namespace Stucktrace.Formats.Elf.Tables;

/// <summary>Reads .modinfo: strings <c>key=value</c>, each ended by a zero, with padding between them in some kernels.</summary>
static class ModuleInfoReader
{
    internal static ModuleInfo Read(ElfFile file, Action<InputDiagnostic> report, ReadLimits limits)
    {
        ElfSection? section = file.Find(".modinfo");
        if (section is null)
        {
            report(new InputDiagnostic("ELF0402", Message.Of("elf.0402", ".modinfo")));
            return new ModuleInfo([]);
        }

        ReadOnlySpan<byte> all = file.Contents(section).Span;
        ReadOnlySpan<byte> rest = all;
        ImmutableArray<KeyValuePair<string, string>>.Builder entries = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        int damaged = 0;
        while (!rest.IsEmpty && entries.Count < limits.MaxModuleInfoEntries)
        {
            int end = rest.IndexOf((byte)0);
            ReadOnlySpan<byte> entry = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (entry.IsEmpty)
                continue;
            int equals = entry.IndexOf((byte)'=');
            if (equals <= 0)
                damaged++;
            else
                entries.Add(new(Encoding.UTF8.GetString(entry[..equals]), Encoding.UTF8.GetString(entry[(equals + 1)..])));
        }

        if (damaged > 0)
            report(new InputDiagnostic("ELF0401", Message.Of("elf.0401", section.Name, damaged), Offset: section.Offset));
        if (!rest.IsEmpty)
            report(new InputDiagnostic("ELF0403", Message.Of("elf.0403", section.Name, limits.MaxModuleInfoEntries), Offset: section.Offset + all.Length - rest.Length));
        return new ModuleInfo(entries.ToImmutable());
    }
}
