using System.Collections.Immutable;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Dump;

/// <summary>A module as it lies in the memory of a dump.</summary>
public sealed record LoadedModule
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Address of its struct module.</summary>
    public required ulong Address { get; init; }

    /// <summary>Where its code begins.</summary>
    public required ulong TextBase { get; init; }

    /// <summary>Bytes of its code.</summary>
    public required ulong TextSize { get; init; }

    /// <summary>Every region: name (<c>text</c>, <c>data</c>, <c>rodata</c>, <c>init.text</c>…), start and size.</summary>
    public ImmutableArray<ModuleRegion> Regions { get; init; } = [];

    /// <summary>Sections by name, from sect_attrs; empty when they are not there.</summary>
    public ImmutableArray<ModuleSection> Sections { get; init; } = [];

    /// <summary>Taint flags of the module: <c>OE</c>.</summary>
    public string Taint { get; init; } = string.Empty;

    /// <summary>State: 0 live, 1 coming, 2 going, 3 unformed.</summary>
    public int State { get; init; }

    /// <summary>Parameters that it was loaded with, as given; empty when there were none or they are not in the dump.</summary>
    public string Arguments { get; init; } = string.Empty;

    /// <summary>Its symbols at their addresses; null when they are not in the dump.</summary>
    public SymbolTable? Symbols { get; init; }

    /// <summary>True when an address lies in its code.</summary>
    /// <param name="address">Address.</param>
    public bool HasCode(ulong address) => address - TextBase < TextSize;
}
