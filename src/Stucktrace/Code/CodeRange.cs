namespace Stucktrace.Code;

/// <summary>Bytes of one section that belong to a function.</summary>
/// <param name="Start">Address of the first byte.</param>
/// <param name="Size">How many bytes.</param>
public readonly record struct CodeRange(ulong Start, ulong Size)
{
    /// <summary>Address behind the last byte.</summary>
    public ulong Limit => Start + Size;

    /// <summary>Whether the address lies in it.</summary>
    public bool Contains(ulong address) => address - Start < Size;
}
