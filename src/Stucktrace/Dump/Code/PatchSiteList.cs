using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Dump.Code;

/// <summary>
/// The places of a module file that the kernel rewrites when it loads the module or later, with their lengths (module_finalize() of
/// arch/x86/kernel/module.c, and alternative.c, jump_label.c, static_call.c, ftrace.c beside it; 2.6.32 to 6.12).
/// </summary>
static class PatchSiteList
{
    internal static ILookup<int, PatchSite> Of(ModuleFile file)
    {
        PatchSites sites = file.PatchSites;
        List<PatchSite> all = [];
        void Add(ImmutableArray<SectionOffset> places, PatchKind kind, Func<SectionOffset, int> length)
        {
            foreach (SectionOffset place in places)
                all.Add(new PatchSite(place.Section, place.Offset, length(place), kind));
        }

        int Instruction(SectionOffset place) => InstructionLength(file.Elf, place);
        Add(sites.FtraceCalls, PatchKind.Trace, static _ => 5);
        Add(sites.Retpolines, PatchKind.Replacement, Instruction);
        Add(sites.Returns, PatchKind.Return, static _ => 5);
        Add(sites.Calls, PatchKind.Replacement, Instruction);
        Add(sites.Paravirtual, PatchKind.Replacement, Instruction);
        Add(sites.StaticCalls, PatchKind.StaticCall, Instruction);
        Add(sites.LockPrefixes, PatchKind.LockPrefix, static _ => 1);
        Add(sites.EndBranches, PatchKind.EndBranch, static _ => 4);
        foreach (Alternative alternative in sites.Alternatives)
            all.Add(new PatchSite(alternative.Original.Section, alternative.Original.Offset, alternative.Length, PatchKind.Replacement));
        foreach (JumpLabel label in sites.JumpLabels)
            all.Add(new PatchSite(label.Code.Section, label.Code.Offset, Instruction(label.Code), PatchKind.JumpLabel, label.Target));
        return all.ToLookup(s => s.Section);
    }

    static int InstructionLength(ElfFile elf, SectionOffset place)
    {
        if (elf.SectionAt(place.Section) is not { } section || elf.Contents(section) is not { Length: > 0 } bytes || place.Offset >= (ulong)bytes.Length)
            return 0;
        ReadOnlyMemory<byte> rest = bytes[(int)place.Offset..];
        var decoder = Decoder.Create(64, new ByteArrayCodeReader(rest[..Math.Min(16, rest.Length)].ToArray()));
        decoder.Decode(out Instruction instruction);
        return instruction.Length;
    }
}
