using System.Collections.Immutable;
using Stucktrace.Formats.Elf;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Leads from places of a log to addresses of a module's image, and back.</summary>
/// <param name="module">The module.</param>
/// <param name="loadBase">Where its text was loaded in that run, or null when the log does not tell.</param>
/// <param name="names">Functions that only the log names.</param>
sealed class ModulePlaces(ExaminedModule module, ulong? loadBase, ImmutableDictionary<string, LoadedSymbol>? names = null)
{
    /// <summary>The module.</summary>
    internal ExaminedModule Module => module;

    /// <summary>Where the text was loaded, or null.</summary>
    internal ulong? Base => loadBase;

    /// <summary>The address in the image that a place means; null when it is not of this module, or could be several.</summary>
    internal ulong? AddressOf(CodeLocation location)
    {
        if (location.Module is { } named && named != module.Name)
            return null;
        if (location is { Module: not null, Symbol: { } symbol, Offset: { } offset } && BySymbol(symbol, offset, location.Size) is { } found)
            return found;
        return loadBase is { } start && location.Address is { } address && address - start < module.Layout.TextSize && module.Layout.At(address - start) is { } place
            ? module.Image.AddressOf(place)
            : null;
    }

    /// <summary>
    /// The address in the image that a return address means: behind the byte before it, since a call that does not return may end its function and section
    /// (kernels look that byte up as well, %pB).
    /// </summary>
    internal ulong? ReturnAddressOf(CodeLocation location) =>
        AddressOf(location with { Offset = location.Offset is > 0 ? location.Offset - 1 : location.Offset, Address = location.Address - 1 }) is { } before
            ? before + (location.Symbol is null || location.Offset is > 0 ? 1UL : 0UL)
            : null;

    /// <summary>The image address of a loaded address, or null outside of the module's text.</summary>
    internal ulong? Loaded(ulong address) => AddressOf(new CodeLocation(null, null, null, null, address));

    /// <summary>How the log would print an address of the image if the module had all its symbols.</summary>
    internal CodeLocation Name(ulong imageAddress, ulong? loaded) => module.Code.FunctionAt(imageAddress) is { } function && function.Ranges[0].Contains(imageAddress)
        ? new CodeLocation(function.Name, imageAddress - function.Entry, function.Size, module.Name, loaded)
        : new CodeLocation(null, null, null, module.Name, loaded);

    ulong? BySymbol(string name, ulong offset, ulong? size)
    {
        SectionOffset? found = null;
        foreach (LoadedSymbol symbol in module.Layout.Named(name))
        {
            if (size is { } printed && module.Layout.HasSize(symbol, printed) == false)
                continue;
            if (module.Layout.At(symbol, offset) is not { } place)
                continue;
            if (found is { } other && other != place)
                return null;
            found = place;
        }

        if (found is null && names is not null && names.TryGetValue(name, out LoadedSymbol unnamed))
            found = module.Layout.At(unnamed, offset);
        return found is { } only ? module.Image.AddressOf(only) : null;
    }
}
