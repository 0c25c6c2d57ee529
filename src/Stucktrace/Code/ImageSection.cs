namespace Stucktrace.Code;

/// <summary>A section of the module where the image put it.</summary>
/// <param name="Index">Its index in the file's section header table.</param>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where the image put it.</param>
/// <param name="Size">Its size in memory.</param>
/// <param name="Bytes">Its bytes with relocations applied; fewer than <paramref name="Size" /> (none for .bss) where the rest is zero.</param>
/// <param name="IsCode">Whether it holds instructions.</param>
/// <param name="IsWritable">Whether the module may write to it.</param>
/// <param name="FileOffset">Where its bytes begin in the file.</param>
public sealed record ImageSection(
    int Index, string Name, ulong Address, ulong Size, ReadOnlyMemory<byte> Bytes, bool IsCode, bool IsWritable, long FileOffset)
{
    /// <summary>Address behind its last byte.</summary>
    public ulong Limit => Address + Size;

    /// <summary>Whether the address lies in it.</summary>
    public bool Contains(ulong address) => address - Address < Size;

    /// <summary>Whether the kernel frees it once the module's init function has returned.</summary>
    public bool IsInit => Name.StartsWith(".init", StringComparison.Ordinal);

    /// <summary>The bytes as an array, for the decoder.</summary>
    internal byte[] Array { get; init; } = [];
}
