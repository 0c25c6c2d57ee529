using System.Buffers.Binary;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Code;

/// <summary>Compares a module's code in memory with its file, section by section: the file's bytes, relocated to where the sections lie, beside those of the dump.</summary>
sealed class ModuleComparer(DumpedMachine machine, LoadedModule module, ModuleFile file)
{
    // A share of the text that no hook and no set of probes reaches, and every other build does: one part in so many.
    const long OtherBuild = 20;
    const int BuildIdNote = 16, LongestBuildId = 64, LongestSourceVersion = 64;

    readonly DumpedCode _code = StackReader.Of(machine).Code;
    readonly ModulePlacement _placement = new(machine, module, file);
    readonly List<CodeChange> _changes = [];
    long _compared, _notCompared, _unexplained;
    int _patched;

    internal ModuleMemoryComparison Compare()
    {
        ILookup<int, PatchSite> sites = PatchSiteList.Of(file);
        foreach (ElfSection section in file.Elf.Sections)
        {
            if (section is { IsCode: true, IsAllocated: true, Size: > 0 } && (!section.IsInit || module.State == 1))
                Compare(section, sites[section.Index]);
        }

        string? loaded = BuildId();
        BuildAgreement build = Agreement(loaded);
        bool same = build is BuildAgreement.SameBuildId or BuildAgreement.SameText or BuildAgreement.ChangedText;
        return new ModuleMemoryComparison
        {
            Module = module,
            File = file,
            Build = build,
            LoadedBuildId = loaded,
            LoadedSourceVersion = SourceVersion(),
            BytesCompared = _compared,
            BytesNotCompared = _notCompared,
            BytesUnexplained = _unexplained,
            PatchedPlaces = _patched,
            Changes = same ? [.. _changes] : [],
        };
    }

    BuildAgreement Agreement(string? loaded)
    {
        if (loaded is not null && file.BuildId is { } own)
            return loaded == own ? BuildAgreement.SameBuildId : BuildAgreement.OtherBuildId;
        if (_compared == 0)
            return BuildAgreement.Unknown;
        return _unexplained == 0 ? BuildAgreement.SameText : _unexplained * OtherBuild < _compared ? BuildAgreement.ChangedText : BuildAgreement.OtherText;
    }

    void Compare(ElfSection section, IEnumerable<PatchSite> sites)
    {
        byte[] expected = file.Elf.Contents(section).ToArray();
        if (_placement[section.Index] is not { } start)
        {
            _notCompared += expected.Length;
            return;
        }

        byte[] found = new byte[expected.Length];
        bool[] open = new bool[expected.Length];
        Read(start, found, open);
        Relocate(section, start, expected, open);
        bool[] different = new bool[expected.Length];
        for (int i = 0; i < expected.Length; i++)
        {
            different[i] = !open[i] && expected[i] != found[i];
            if (open[i])
                _notCompared++;
            else
                _compared++;
        }

        List<PatchSite> changed = Explain(sites, start, found, different);
        _unexplained += different.Count(d => d);

        // What was written into a place of the kernel's own is shown from its begin, though some of its bytes may be equal.
        foreach (PatchSite site in changed)
            different.AsSpan((int)site.Offset, site.Length).Fill(true);
        CodeChanges.Collect(_code, section, start, expected, found, different, _changes);
    }

    void Read(ulong start, byte[] found, bool[] open)
    {
        for (int at = 0; at < found.Length;)
        {
            int page = (int)Math.Min((ulong)(found.Length - at), IPhysicalMemory.PageBytes - ((start + (ulong)at) % IPhysicalMemory.PageBytes));
            if (machine.Kernel.Memory.Read(start + (ulong)at, found.AsSpan(at, page)) != MemoryState.Present)
                open.AsSpan(at, page).Fill(true);
            at += page;
        }
    }

    void Relocate(ElfSection section, ulong start, byte[] expected, bool[] open)
    {
        foreach (ElfRelocation relocation in file.Elf.RelocationsOf(section))
        {
            int width = ElfRelocationType.WidthOf(relocation.Type);
            if (width <= 0 || relocation.Offset > (ulong)expected.Length || (ulong)expected.Length - relocation.Offset < (ulong)width)
                continue;
            int at = (int)relocation.Offset;
            if (_placement.OfSymbol(relocation.Symbol) is not { } symbol)
            {
                open.AsSpan(at, width).Fill(true);
                continue;
            }

            ulong value = unchecked(symbol + (ulong)relocation.Addend);
            if (ElfRelocationType.IsRelative(relocation.Type))
                value = unchecked(value - (start + relocation.Offset));
            if (width == 8)
                BinaryPrimitives.WriteUInt64LittleEndian(expected.AsSpan(at), value);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(expected.AsSpan(at), unchecked((uint)value));
        }
    }

    List<PatchSite> Explain(IEnumerable<PatchSite> sites, ulong start, byte[] found, bool[] different)
    {
        var check = new PatchCheck(_code);
        List<PatchSite> changed = [];
        foreach (PatchSite site in sites)
        {
            if (site.Length <= 0 || site.Offset >= (ulong)found.Length || (ulong)found.Length - site.Offset < (ulong)site.Length)
                continue;
            Span<bool> there = different.AsSpan((int)site.Offset, site.Length);
            ulong? target = site.Kind == PatchKind.JumpLabel && _placement[site.Target.Section] is { } section ? section + site.Target.Offset : null;
            if (!there.Contains(true))
                continue;
            if (check.IsOwnWork(site, start + site.Offset, found.AsSpan((int)site.Offset, site.Length), target, module))
            {
                there.Clear();
                _patched++;
            }
            else
            {
                changed.Add(site);
            }
        }

        // Sites may overlap: another one may have explained it.
        changed.RemoveAll(site => !different.AsSpan((int)site.Offset, site.Length).Contains(true));
        return changed;
    }

    string? BuildId()
    {
        if (module.Sections.FirstOrDefault(s => s.Name == ".note.gnu.build-id") is not { Address: > 0 } section)
            return null;
        Span<byte> note = stackalloc byte[BuildIdNote + LongestBuildId];
        if (machine.Kernel.Memory.Read(section.Address, note[..BuildIdNote]) != MemoryState.Present)
            return null;
        uint name = BinaryPrimitives.ReadUInt32LittleEndian(note), size = BinaryPrimitives.ReadUInt32LittleEndian(note[4..]);
        return name == 4 && size is > 0 and <= LongestBuildId && BinaryPrimitives.ReadUInt32LittleEndian(note[8..]) == 3 &&
            machine.Kernel.Memory.Read(section.Address + BuildIdNote, note[..(int)size]) == MemoryState.Present ? Convert.ToHexStringLower(note[..(int)size]) : null;
    }

    string? SourceVersion() =>
        machine.Kernel.Types.Field("module", "srcversion") is { } place && machine.Kernel.Memory.Number(module.Address + (ulong)place.Offset) is > 0 and { } text
            ? new Reading.KernelReader(machine.Kernel, ReadLimits.Default, static _ => { }).Text(text, LongestSourceVersion) : null;
}
