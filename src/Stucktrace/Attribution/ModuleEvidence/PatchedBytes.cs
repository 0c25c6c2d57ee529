using System.Collections;
using System.Collections.Immutable;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>
/// Which bytes of a module's code need not be in memory as they are in the file: relocated fields, and what the kernel rewrites when it loads the module
/// or later (arch/x86/kernel/{alternative,module,jump_label,static_call,ftrace}.c).
/// </summary>
public sealed class PatchedBytes
{
    readonly ElfFile _elf;
    readonly Dictionary<int, BitArray> _sections = [];

    /// <summary>Marks them.</summary>
    /// <param name="file">The module file.</param>
    public PatchedBytes(ModuleFile file)
    {
        _elf = file.Elf;
        foreach (ElfSection section in _elf.Sections)
        {
            if (!section.IsCode || section.IsEmptyInFile || section.Size <= 0)
                continue;
            _sections[section.Index] = new BitArray(_elf.Contents(section).Length);
            foreach (ElfRelocation relocation in _elf.RelocationsOf(section))
                Mark(new SectionOffset(section.Index, relocation.Offset), Math.Max(1, ElfRelocationType.WidthOf(relocation.Type)));
        }

        PatchSites sites = file.PatchSites;

        // A call of the function tracer: a no-op, or a call of a tracer's trampoline.
        Mark(sites.FtraceCalls, 5);
        foreach (Alternative alternative in sites.Alternatives)
            Mark(alternative.Original, alternative.Length);

        // Static keys and calls: a jump, a call or a no-op.
        foreach (JumpLabel label in sites.JumpLabels)
            Mark(label.Code, 5);
        Mark(sites.StaticCalls, 6);

        // Mitigations chosen at boot: indirect calls and returns in place (a conditional one is 6 bytes), call depth tracking, sealed branch targets.
        Mark(sites.Retpolines, 6);
        Mark(sites.Returns, 5);
        Mark(sites.Calls, 5);
        Mark(sites.EndBranches, 4);

        // Calls through pv_ops are at most 7 bytes; a lock prefix goes on a machine with one CPU.
        Mark(sites.Paravirtual, 7);
        Mark(sites.LockPrefixes, 1);
    }

    /// <summary>True when the byte may differ in memory.</summary>
    /// <param name="section">Index of the section.</param>
    /// <param name="offset">Offset in it.</param>
    public bool this[int section, ulong offset] => _sections.TryGetValue(section, out BitArray? bits) && offset < (ulong)bits.Length && bits[(int)offset];

    void Mark(ImmutableArray<SectionOffset> places, int bytes)
    {
        foreach (SectionOffset place in places)
            Mark(place, bytes);
    }

    void Mark(SectionOffset place, int bytes)
    {
        if (!_sections.TryGetValue(place.Section, out BitArray? bits))
            return;
        for (ulong at = place.Offset; at < place.Offset + (ulong)bytes && at < (ulong)bits.Length; at++)
            bits[(int)at] = true;
    }
}
