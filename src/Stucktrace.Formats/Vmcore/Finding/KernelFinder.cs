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
    readonly ImmutableArray<Message>.Builder _how = ImmutableArray.CreateBuilder<Message>();

    internal DumpedKernel? Find()
    {
        if (file.VmcoreInfo is not { } info)
        {
            report(new InputDiagnostic("VMC1101", Message.Of("vmc.1101")));
            return null;
        }

        if (ImagePlace(info) is not { } place)
        {
            report(new InputDiagnostic("VMC1102", Message.Of("vmc.1102", info.Release)));
            return null;
        }

        return Complete(info, place);
    }

    /// <summary>phys_base and release, checked: at the place of init_uts_ns stands a Linux kernel's name, with the release that vmcoreinfo has.</summary>
    (ulong PhysBase, string Release, bool Checked)? ImagePlace(VmcoreInfo info)
    {
        if (info.Symbol("init_uts_ns") is not { } names || names < Translation.ImageMap)
            return null;
        PhysBaseCandidates? missing = null;
        foreach (PhysBaseCandidates candidate in PhysBaseCandidates.Of(file, info, limits))
        {
            string? release = KernelRelease.Read(file, unchecked(names - Translation.ImageMap + candidate.Value), info.Offset("uts_namespace.name"), out MemoryState state);
            if (release is not null && (info.Release is null || info.Release.Equals(release, StringComparison.Ordinal)))
            {
                _how.Add(candidate.Source);
                return (candidate.Value, release, true);
            }

            if (state != MemoryState.Present)
                missing ??= candidate;
        }

        // The page with the name may be missing: then the page tables have to bear witness.
        if (missing is { } told && info.Release is { } expected && Tables(info, told.Value).ImageIsLinear)
        {
            _how.Add(told.Source);
            return (told.Value, expected, false);
        }

        return null;
    }

    Translation Tables(VmcoreInfo info, ulong physBase) =>
        TopPageTable.Find(file, physBase, info.Symbol, info.Number("pgtable_l5_enabled") is { } levels ? levels == 1 : null, unchecked((ulong)(info.Number("sme_mask") ?? 0)));

    DumpedKernel Complete(VmcoreInfo info, (ulong PhysBase, string Release, bool Checked) place)
    {
        Translation translation = Tables(info, place.PhysBase);
        if (!translation.ImageIsLinear)
            report(new InputDiagnostic("VMC1103", Message.Of("vmc.1103", $"{translation.Root:x}")));
        // The name was found where phys_base puts it: that is how the image is mapped, whether or not its tables are in the dump.
        AddressSpace memory = new(file, translation with { ImageIsLinear = translation.ImageIsLinear || place.Checked });
        SymbolTable symbols = Symbols(memory, info);
        memory = new AddressSpace(file, DirectMapSearch.Complete(memory, name => info.Symbol(name) ?? symbols.Find(name)));
        ulong moved = info.KernelOffset ?? 0;
        SymbolFile? given = Given(place.Release, info, symbols, moved);
        Btf? types = BtfInMemory.Read(memory, symbols, limits, report);
        List<IKernelTypes> layers = [];
        if (types is not null)
            layers.Add(new GraphTypes(types, LayoutSource.BtfInDump));
        layers.Add(new InfoTypes(info));
        if (given?.Types is { } described)
            layers.Add(new GraphTypes(described, LayoutSource.SymbolFile));
        layers.Add(new StableTypes());
        return new DumpedKernel(file, memory, place.Release, symbols, new LayeredTypes([.. layers]), types ?? given?.Types)
        {
            KaslrOffset = moved,
            HowFound = _how.ToImmutable(),
        };
    }

    /// <summary>The symbol file, when it is of this very build.</summary>
    SymbolFile? Given(string release, VmcoreInfo? info, SymbolTable symbols, ulong moved)
    {
        if (symbolFile is null)
            return null;
        if (SameBuild.Difference(symbolFile, release, info, symbols, moved) is not { } difference)
            return symbolFile;
        report(new InputDiagnostic("VMC1106", Message.Of("vmc.1106", symbolFile.Path, difference)));
        return null;
    }

    SymbolTable Symbols(AddressSpace memory, VmcoreInfo info)
    {
        SymbolTable? symbols = KallsymsByKeys.Read(memory, info, limits);
        if (symbols is not null && info.Symbol("_stext") is { } text && symbols.Find("_stext") == text)
            return symbols;
        report(new InputDiagnostic("VMC1104", Message.Of("vmc.1104")));
        return new SymbolTable([]);
    }
}
