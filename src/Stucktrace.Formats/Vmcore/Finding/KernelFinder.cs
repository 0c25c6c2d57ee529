using System.Buffers.Binary;
using System.Collections.Immutable;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore.Types;

namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// Finds the kernel in a dump, step by step: vmcoreinfo, where the image lies, page tables, symbols, direct map, types. What was found is held against
/// something else before it is used.
/// </summary>
sealed class KernelFinder(DumpFile file, SymbolFile? symbolFile, ReadLimits limits, Action<InputDiagnostic> report)
{
    // Where kernels are linked without KASLR: __START_KERNEL_map + CONFIG_PHYSICAL_START, which no distribution changes.
    const ulong LinkedText = 0xffff_ffff_8100_0000;

    // Above all physical addresses: whatever is looked up there is not in the machine.
    const ulong NoTable = 0x000f_ffff_ffff_f000;

    readonly ImmutableArray<Message>.Builder _how = ImmutableArray.CreateBuilder<Message>();

    internal DumpedKernel? Find()
    {
        if (file.VmcoreInfo is { } told && Place(told) is { } place)
            return Complete(told, place, null);
        MemorySearch search = new(file, limits);
        foreach (VmcoreInfo info in search.Infos())
        {
            if (Place(info) is not { } found)
                continue;
            _how.Insert(0, Message.Of("vmc.info.searched"));
            return Complete(info, found, null);
        }

        if (FindBySymbols(search) is { } kernel)
            return kernel;
        report(file.VmcoreInfo is { } useless
            ? new InputDiagnostic("VMC1102", Message.Of("vmc.1102", useless.Release)) : new InputDiagnostic("VMC1101", Message.Of("vmc.1101")));
        return null;
    }

    /// <summary>phys_base and release, checked: at the place of init_uts_ns stands a Linux kernel's name, with the release that vmcoreinfo has.</summary>
    ImagePlace? Place(VmcoreInfo info)
    {
        if (info.Symbol("init_uts_ns") is not { } names || names < Translation.ImageMap)
            return null;
        PhysBaseCandidate? missing = null;
        foreach (PhysBaseCandidate candidate in PhysBaseCandidate.Of(file, info, limits))
        {
            string? release = KernelRelease.Read(file, unchecked(names - Translation.ImageMap + candidate.Value), info.Offset("uts_namespace.name"), out MemoryState state);
            if (release is not null && (info.Release is null || info.Release.Equals(release, StringComparison.Ordinal)))
            {
                _how.Add(Message.Of("vmc.image.release", candidate.Source, release));
                return new ImagePlace(candidate.Value, release, true);
            }

            if (state != MemoryState.Present)
                missing ??= candidate;
        }

        // The page with the name may be missing: then the page tables have to bear witness.
        if (missing is not { } unseen || info.Release is not { } expected || !Tables(info, unseen.Value, info.Symbol).ImageIsLinear)
            return null;
        _how.Add(Message.Of("vmc.image.tables", unseen.Source));
        return new ImagePlace(unseen.Value, expected, false);
    }

    /// <summary>
    /// Without vmcoreinfo: symbols are found by their tokens, anywhere in memory. The banner among them, found as text too, tells where the image lies.
    /// </summary>
    DumpedKernel? FindBySymbols(MemorySearch search)
    {
        foreach (ulong tokens in search.Tokens)
        {
            if (new KallsymsBySearch(file, limits).At(tokens, 0, null, static table => table.Find("linux_banner") is not null) is not { } symbols
                || symbols.Find("linux_banner") is not { } banner || symbols.Find("init_uts_ns") is not { } names || banner < Translation.ImageMap)
                continue;
            foreach ((ulong address, string release) in search.Banners)
            {
                ulong physBase = unchecked(address - (banner - Translation.ImageMap));
                if (physBase % PhysBaseCandidate.ImageAlignment != 0
                    || !release.Equals(KernelRelease.Read(file, unchecked(names - Translation.ImageMap + physBase), null, out _), StringComparison.Ordinal))
                    continue;
                _how.Add(Message.Of("vmc.image.banner", release));
                return Complete(new VmcoreInfo([]), new ImagePlace(physBase, release, true), symbols);
            }
        }

        return null;
    }

    Translation Tables(VmcoreInfo info, ulong physBase, Func<string, ulong?> symbol) =>
        TopPageTable.Find(file, physBase, symbol, info.Number("pgtable_l5_enabled") is { } levels ? levels == 1 : null, EncryptionMask(info, physBase, symbol));

    /// <summary>sme_mask of vmcoreinfo, or the variable that it is taken from (arch/x86/mm/mem_encrypt_identity.c, sme_me_mask, since 4.14).</summary>
    ulong EncryptionMask(VmcoreInfo info, ulong physBase, Func<string, ulong?> symbol)
    {
        if (info.Number("sme_mask") is { } told)
            return unchecked((ulong)told);
        Span<byte> mask = stackalloc byte[sizeof(ulong)];
        return symbol("sme_me_mask") is { } variable && file.Read(unchecked(variable - Translation.ImageMap + physBase), mask) == MemoryState.Present
            ? BinaryPrimitives.ReadUInt64LittleEndian(mask) : 0;
    }

    DumpedKernel Complete(VmcoreInfo info, ImagePlace place, SymbolTable? symbols)
    {
        Translation translation = Checked(Tables(info, place.PhysBase, name => info.Symbol(name) ?? symbols?.Find(name)), info.Symbol("_stext") ?? symbols?.Find("_stext"));
        // The name was found where phys_base puts it: that is how the image is mapped, whether or not its tables are in the dump.
        AddressSpace memory = new(file, translation with { ImageIsLinear = translation.ImageIsLinear || place.IsRead });
        symbols ??= Symbols(memory, info);
        ulong moved = info.KernelOffset is < Translation.ImageMapSize and var told && told % PhysBaseCandidate.ImageAlignment == 0 ? told : Moved(symbols ?? new SymbolTable([]));
        SymbolFile? given = Given(place.Release, info, symbols, moved);
        if (symbols is null && given?.Symbols is { } linked)
        {
            _how.Add(Message.Of("vmc.symbols.file", given.Path));
            symbols = linked.MovedBy(moved);
        }

        symbols ??= new SymbolTable([]);
        memory = new AddressSpace(file, DirectMapSearch.Complete(memory, name => info.Symbol(name) ?? symbols.Find(name)));
        Btf? types = BtfInMemory.Read(memory, symbols, limits, report);
        _how.Add(types is not null ? Message.Of("vmc.types.btf") : given?.Types is not null ? Message.Of("vmc.types.file", given.Path) : Message.Of("vmc.types.none"));
        return new DumpedKernel(file, memory, place.Release, symbols, Layers(types, info, given?.Types), types ?? given?.Types) { KaslrOffset = moved, HowFound = _how.ToImmutable() };
    }

    /// <summary>Page tables that map the image elsewhere are none of this kernel's: nothing is read through them. Missing ones are only missing.</summary>
    Translation Checked(Translation tables, ulong? text)
    {
        if (tables.ImageIsLinear)
            return tables;
        MemoryState state = text is { } known ? new AddressSpace(file, tables).Translate(known, out _) : MemoryState.Unmapped;
        if (state is not (MemoryState.Present or MemoryState.Unmapped))
        {
            report(new InputDiagnostic("VMC1105", Message.Of("vmc.1105", $"{tables.Root:x}")));
            return tables;
        }

        report(new InputDiagnostic("VMC1103", Message.Of("vmc.1103", $"{tables.Root:x}")));
        return tables with { Root = NoTable };
    }

    static LayeredTypes Layers(Btf? types, VmcoreInfo info, Btf? given)
    {
        List<IKernelTypes> layers = [];
        if (types is not null)
            layers.Add(new GraphTypes(types, LayoutSource.BtfInDump));
        layers.Add(new InfoTypes(info));
        if (given is not null)
            layers.Add(new GraphTypes(given, LayoutSource.SymbolFile));
        layers.Add(new StableTypes());
        return new LayeredTypes([.. layers]);
    }

    SymbolTable? Symbols(AddressSpace memory, VmcoreInfo info)
    {
        SymbolTable? symbols = KallsymsByKeys.Read(memory, info, limits);
        if (symbols is not null && IsTheKernels(symbols))
        {
            _how.Add(Message.Of("vmc.symbols.told", symbols.Count));
            return symbols;
        }

        if (info.Symbol("_stext") is { } text && text >= Translation.ImageMap && memory.Translate(text, out ulong start) == MemoryState.Present
            && new KallsymsBySearch(file, limits).Find(start, unchecked(text - start), IsTheKernels) is { } found)
        {
            _how.Add(Message.Of("vmc.symbols.searched", found.Count));
            return found;
        }

        report(new InputDiagnostic("VMC1104", Message.Of("vmc.1104")));
        return null;

        // The table of another kernel (the crash kernel's, one that ran before) has them elsewhere. One without KALLSYMS_ALL has functions only.
        bool IsTheKernels(SymbolTable table) => table.Find("_stext") is { } stext && stext == info.Symbol("_stext") && (table.Find("init_uts_ns") is not { } names || names == info.Symbol("init_uts_ns"));
    }

    static ulong Moved(SymbolTable symbols)
    {
        ulong moved = unchecked((symbols.Find("_text") ?? LinkedText) - LinkedText);
        return moved % PhysBaseCandidate.ImageAlignment == 0 && moved < Translation.ImageMapSize ? moved : 0;
    }

    /// <summary>The symbol file, when it is of this very build.</summary>
    SymbolFile? Given(string release, VmcoreInfo info, SymbolTable? symbols, ulong moved)
    {
        if (symbolFile is null)
            return null;
        if (SameBuild.Difference(symbolFile, release, info, symbols, moved) is not { } difference)
            return symbolFile;
        report(new InputDiagnostic("VMC1106", Message.Of("vmc.1106", symbolFile.Path, difference)));
        return null;
    }
}
