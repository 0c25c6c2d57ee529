namespace Stucktrace.Reporting.Listing;

/// <summary>One instruction of an annotated listing.</summary>
public sealed record ListingRow
{
    /// <summary>Address in the module image.</summary>
    public required ulong Address { get; init; }

    /// <summary>Place in the function, such as <c>+0x1d</c>.</summary>
    public required string Place { get; init; }

    /// <summary>The instruction in the assembler's words (AT&amp;T, as objdump prints it), with names in place of numbers.</summary>
    public required string Text { get; init; }

    /// <summary>The bytes in hexadecimal.</summary>
    public string Bytes { get; init; } = string.Empty;

    /// <summary>The arrows of this row.</summary>
    public string Lane { get; init; } = string.Empty;

    /// <summary>True for the instruction where the CPU was.</summary>
    public bool IsHere { get; init; }

    /// <summary>True for a branch that leaves the loop shown.</summary>
    public bool IsExit { get; init; }

    /// <summary>True inside the loop shown.</summary>
    public bool InLoop { get; init; }

    /// <summary>What it does, in words and with the values at hand; empty when the instruction says it all.</summary>
    public string Note { get; init; } = string.Empty;
}
