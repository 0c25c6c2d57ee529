using System.Collections.Immutable;

namespace Stucktrace.Code;

/// <summary>A function of a module: where it begins, and which bytes are its own, its cold parts included.</summary>
public sealed record Function
{
    /// <summary>Its name, or one made up from its place, such as <c>sub_1a0</c> or <c>sub_init.text_20</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Further names of the same address, such as <c>init_module</c>.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>How it was found, and whether its name is real.</summary>
    public required FunctionNameSource Source { get; init; }

    /// <summary>Whether the file itself names it.</summary>
    public bool IsNamed => Source is FunctionNameSource.Symbol or FunctionNameSource.Export or FunctionNameSource.Init or FunctionNameSource.Exit;

    /// <summary>Address of its first instruction.</summary>
    public required ulong Entry { get; init; }

    /// <summary>Its bytes: first those that begin at <see cref="Entry" />, then its cold parts by address.</summary>
    public required ImmutableArray<CodeRange> Ranges { get; init; }

    /// <summary>Size of the part that begins at <see cref="Entry" />: what a kernel prints behind the slash.</summary>
    public ulong Size => Ranges[0].Size;

    /// <summary>Whether the address lies in any part of it.</summary>
    public bool Contains(ulong address) => RangeOf(address) >= 0;

    /// <summary>Index of the range that holds the address, or -1.</summary>
    internal int RangeOf(ulong address)
    {
        if (Ranges[0].Contains(address))
            return 0;
        int low = 1, high = Ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (Ranges[middle].Contains(address))
                return middle;
            if (Ranges[middle].Start > address)
                high = middle - 1;
            else
                low = middle + 1;
        }

        return -1;
    }
}
