using System.Globalization;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Code;

/// <summary>
/// Finds functions that no symbol names, by what points at code: init and exit, exports, the function tracer's table, calls, addresses in data and in
/// code, jumps over other functions; and by the unwind table, which shows where nothing but a return address is on the stack.
/// </summary>
sealed class UnnamedFunctions(CodeMap map, SortedDictionary<ulong, FunctionDraft> drafts, List<CodeRange> prefixes)
{
    const int Alignment = 16;

    readonly CodeSweep _sweep = new(map);
    readonly OrcStates _orc = OrcStates.Read(map.Image);
    readonly CodeRange[] _named = [.. drafts.Values.Where(d => d.Size > 0).SelectMany(d => d.Parts.Prepend(new CodeRange(d.Entry, d.Size))).Concat(prefixes).OrderBy(r => r.Start)];

    /// <summary>Whether no limit was reached.</summary>
    internal bool IsComplete => _sweep.IsComplete;

    /// <summary>Adds the functions, and gives the jumps that lead from one section to another: they tell which cold part belongs to which function.</summary>
    internal List<(ulong From, ulong To)> Find()
    {
        foreach (ulong entry in drafts.Keys)
            _sweep.Add(entry, ByteRole.Function);
        AddNamedByTables();
        AddTraced();
        AddTrampolines();
        AddStored();
        _sweep.Run();
        List<(ulong From, ulong To)> ways = MarkWaysBetweenSections();
        foreach (CodeSection section in map.Sections)
        {
            if (!CodeSectionNames.HoldsReplacements(section.Section.Name) && !CodeSectionNames.HoldsOnlyParts(section.Section.Name))
                Decide(section);
        }

        AddTailCalled();
        SetExtents(ways);
        return ways;
    }

    void AddNamedByTables()
    {
        ModuleFile file = map.Image.File;
        AddPlace(file.ThisModule?.Init, "init_module", FunctionNameSource.Init);
        AddPlace(file.ThisModule?.Exit, "cleanup_module", FunctionNameSource.Exit);
        foreach (ExportedSymbol export in file.Exports)
            AddPlace(export.Place, export.Name, FunctionNameSource.Export);
    }

    void AddPlace(SectionOffset? place, string name, FunctionNameSource source)
    {
        if (place is { } known && map.Image.AddressOf(known) is { } address)
            Add(address, source, name);
    }

    // The table holds the place of the tracer's call: the begin of the function (__fentry__), or behind an endbr64, or behind the frame's setup (mcount).
    void AddTraced()
    {
        foreach (SectionOffset site in map.Image.File.PatchSites.FtraceCalls)
        {
            if (map.Image.AddressOf(site) is not { } address || map.SectionAt(address) is not { } section)
                continue;
            ReadOnlySpan<byte> before = section.Section.Array.AsSpan(0, (int)(address - section.Address));
            if (before.EndsWith<byte>([0xf3, 0x0f, 0x1e, 0xfa]) || before.EndsWith<byte>([0x55, 0x48, 0x89, 0xe5]))
                address -= 4;
            Add(address, FunctionNameSource.FtraceSite);
        }

        foreach (SectionOffset site in map.Image.File.PatchSites.EndBranches)
        {
            if (map.Image.AddressOf(site) is { } address)
                Add(address, FunctionNameSource.AddressTaken);
        }
    }

    // arch/x86/include/asm/static_call.h: a jump or return, and the mark ud1 %esp,%ecx behind it (5.10 to 6.12).
    void AddTrampolines()
    {
        foreach (CodeSection section in map.Sections)
        {
            if (section.Section.Name != ".static_call.text")
                continue;
            for (int at = 0; at + 8 <= section.Length; at += 8)
            {
                if (section.Section.Array.AsSpan(at + 5, 3).SequenceEqual<byte>([0x0f, 0xb9, 0xcc]))
                    Add(section.Address + (ulong)at, FunctionNameSource.CallTarget);
            }
        }
    }

    void AddStored()
    {
        foreach (ImageSection section in map.Image.Sections)
        {
            if (section.IsCode || CodeSectionNames.HoldsSites(section.Name))
                continue;
            foreach (ref readonly AppliedRelocation relocation in map.Image.RelocationsIn(section.Address, section.Size))
                _sweep.Add(relocation.Target, ByteRole.Stored);
        }
    }

    List<(ulong From, ulong To)> MarkWaysBetweenSections()
    {
        List<(ulong From, ulong To)> ways = [];
        foreach ((ulong from, ulong to, _) in _sweep.Jumps)
        {
            if (map.SectionAt(from) == map.SectionAt(to))
                continue;
            ways.Add((from, to));
            _sweep.Add(to, ByteRole.ReachedFromElsewhere);
        }

        return ways;
    }

    void Decide(CodeSection section)
    {
        ByteRole[] roles = _sweep.RolesOf(section);
        bool cold = CodeSectionNames.HoldsColdParts(section.Section.Name), aligned = IsAligned(section);
        // Code at the begin of a section is a function, unless only cold parts lie there.
        bool boundary = true, padded = !cold, ended = false;
        for (int at = 0; at < roles.Length; at++)
        {
            ByteRole role = roles[at];
            if (!role.HasFlag(ByteRole.Start))
            {
                boundary |= role.HasFlag(ByteRole.Ends);
                continue;
            }

            // The type hash that clang puts before functions (kCFI): mov $hash,%eax, never run.
            if (boundary && padded && section.Section.Array[at] == 0xb8 && (at + 5) % Alignment == 0 && (role & ~ByteRole.Start) == ByteRole.None)
            {
                roles[at] |= ByteRole.Padding;
                continue;
            }

            if (role.HasFlag(ByteRole.Padding))
            {
                // One breakpoint behind a jump only stops the processor from speculating past it.
                padded |= !(ended && role.HasFlag(ByteRole.Ends));
                boundary |= role.HasFlag(ByteRole.Ends);
                ended = false;
                continue;
            }

            ulong address = section.Address + (ulong)at;
            if (!role.HasFlag(ByteRole.Function) && Judge(address, role, boundary, padded, cold, aligned) is { } source && !IsNamed(address))
                Add(address, source);
            boundary = ended = role.HasFlag(ByteRole.Ends);
            padded = false;
        }
    }

    FunctionNameSource? Judge(ulong address, ByteRole role, bool boundary, bool padded, bool cold, bool mustAlign)
    {
        if (role.HasFlag(ByteRole.Called))
            return FunctionNameSource.CallTarget;
        if (!boundary)
            return null;
        bool aligned = address % Alignment == 0, mayBegin = _orc.IsEmpty || _orc.At(address) == OrcState.Entry;
        // Compilers do not align jump targets in kernels: padding that the unwind table leaves out stands between functions.
        if (!_orc.IsEmpty && mayBegin && aligned && padded && _orc.At(address - 1) == OrcState.Undefined)
            return FunctionNameSource.Orc;
        if (role.HasFlag(ByteRole.Inner))
            return null;
        if (role.HasFlag(ByteRole.Stored))
            return FunctionNameSource.OperationsTable;
        if (!mayBegin || (mustAlign && !aligned))
            return null;
        if (role.HasFlag(ByteRole.Taken))
            return FunctionNameSource.AddressTaken;
        if (role.HasFlag(ByteRole.ReachedFromElsewhere))
            return cold || !aligned ? null : FunctionNameSource.CallTarget;
        return !role.HasFlag(ByteRole.JumpedTo) && (!_orc.IsEmpty || (aligned && padded)) ? FunctionNameSource.Gap : null;
    }

    // Whether the functions that are known for sure begin at multiples of 16: then all of the section do, but for a few written by hand.
    bool IsAligned(CodeSection section)
    {
        if (map.Image.Elf.Sections[section.Section.Index].Alignment < Alignment)
            return false;
        ByteRole[] roles = _sweep.RolesOf(section);
        int all = 0, aligned = 0;
        for (int at = 0; at < roles.Length; at++)
        {
            if ((roles[at] & (ByteRole.Function | ByteRole.Called)) == ByteRole.None)
                continue;
            all++;
            aligned += (section.Address + (ulong)at) % Alignment == 0 ? 1 : 0;
        }

        return all > 0 && aligned >= all - (all / 20);
    }

    // A jump over the begin of another function leaves its function.
    void AddTailCalled()
    {
        Dictionary<CodeSection, bool> mustAlign = [];
        foreach (CodeSection section in map.Sections)
            mustAlign[section] = IsAligned(section);
        for (int round = 0; round < 3; round++)
        {
            ulong[] entries = [.. drafts.Keys];
            int before = drafts.Count;
            foreach ((ulong from, ulong to, bool conditional) in _sweep.Jumps)
            {
                if (!drafts.ContainsKey(to) && map.SectionAt(to) is { } section && section.Contains(from) && (to % Alignment == 0 || !mustAlign[section]) &&
                    MayBeTailCalled(to, conditional) && (Floor(entries, from) != Floor(entries, to) || IsNext(from, to, conditional)) && IsBoundary(to))
                {
                    Add(to, FunctionNameSource.CallTarget);
                }
            }

            if (drafts.Count == before)
                return;
        }
    }

    bool MayBeTailCalled(ulong address, bool conditional)
    {
        ByteRole role = _sweep.RoleAt(address);
        return role.HasFlag(ByteRole.Start) && !role.HasFlag(ByteRole.Inner) && !IsNamed(address) &&
            (_orc.IsEmpty ? !conditional : _orc.At(address) == OrcState.Entry);
    }

    // A jump to what follows it anyway: no compiler writes one, but a tail call is left as it is.
    bool IsNext(ulong from, ulong to, bool conditional) =>
        !conditional && !_orc.IsEmpty && _orc.At(from) == OrcState.Entry && to - from is 2 or 5 && _sweep.RoleAt(from).HasFlag(ByteRole.Ends);

    static int Floor(ulong[] entries, ulong address)
    {
        int index = Array.BinarySearch(entries, address);
        return index >= 0 ? index : ~index - 1;
    }

    bool IsBoundary(ulong address)
    {
        if (map.SectionAt(address) is not { } section)
            return false;
        ByteRole[] roles = _sweep.RolesOf(section);
        int at = (int)(address - section.Address) - 1;
        while (at >= 0 && (!roles[at].HasFlag(ByteRole.Start) || roles[at].HasFlag(ByteRole.Padding)) && !roles[at].HasFlag(ByteRole.Ends))
            at--;
        return at < 0 || roles[at].HasFlag(ByteRole.Ends);
    }

    // A function reaches to the next one, or to the next cold part of another one; padding at its end is not its own.
    void SetExtents(List<(ulong From, ulong To)> ways)
    {
        List<ulong> limits = [.. drafts.Keys, .. _named.Select(r => r.Start)];
        foreach ((_, ulong to) in ways)
        {
            if (map.SectionAt(to) is { } section && CodeSectionNames.HoldsColdParts(section.Section.Name))
                limits.Add(to);
        }

        limits.Sort();
        foreach (FunctionDraft draft in drafts.Values)
        {
            if (draft.Size != 0 || map.SectionAt(draft.Entry) is not { } section)
                continue;
            int next = limits.BinarySearch(draft.Entry);
            while (next < limits.Count && limits[next] <= draft.Entry)
                next++;
            ulong end = section.Address + (ulong)section.Length;
            if (next < limits.Count && limits[next] < end)
                end = limits[next];
            draft.Size = Trim(section, draft.Entry, end) - draft.Entry;
        }
    }

    ulong Trim(CodeSection section, ulong start, ulong end)
    {
        ByteRole[] roles = _sweep.RolesOf(section);
        int first = (int)(start - section.Address), limit = (int)(end - section.Address), at = limit - 1;
        for (; at > first; at--)
        {
            if (!roles[at].HasFlag(ByteRole.Start))
                continue;
            if (!roles[at].HasFlag(ByteRole.Padding))
            {
                // One breakpoint behind the last jump is the compiler's, against speculation; several are the linker's padding.
                bool guarded = roles[at].HasFlag(ByteRole.Ends) && limit < roles.Length && section.Section.Array[limit] == 0xcc &&
                    (limit + 1 >= roles.Length || section.Section.Array[limit + 1] != 0xcc);
                limit += guarded && limit < (int)(end - section.Address) ? 1 : 0;
                break;
            }

            limit = at;
        }

        return section.Address + (ulong)Math.Max(limit, first + 1);
    }

    bool IsNamed(ulong address)
    {
        int low = 0, high = _named.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (_named[middle].Contains(address))
                return true;
            if (_named[middle].Start > address)
                high = middle - 1;
            else
                low = middle + 1;
        }

        return false;
    }

    void Add(ulong address, FunctionNameSource source, string? name = null)
    {
        if (map.SectionAt(address) is not { } section || IsNamed(address) || drafts.ContainsKey(address))
            return;
        drafts[address] = new FunctionDraft(address, name ?? MadeUpName(section.Section, address), source);
        _sweep.Add(address, ByteRole.Function);
    }

    static string MadeUpName(ImageSection section, ulong address)
    {
        string place = (address - section.Address).ToString("x", CultureInfo.InvariantCulture);
        return section.Name == ".text" ? $"sub_{place}" : $"sub_{section.Name.TrimStart('.')}_{place}";
    }
}
