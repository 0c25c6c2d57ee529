namespace Stucktrace.Dump.Rebuild;

/// <summary>A section of a loaded module, as far as memory tells.</summary>
/// <param name="Name">Name.</param>
/// <param name="Address">Where it lies.</param>
/// <param name="Bytes">Its bytes, up to the next section or the region's end.</param>
/// <param name="IsCode">True when it holds instructions.</param>
/// <param name="IsWritable">True when it may be written to.</param>
sealed record MemorySection(string Name, ulong Address, byte[] Bytes, bool IsCode, bool IsWritable)
{
    /// <summary>True when an address lies in it.</summary>
    internal bool Contains(ulong address) => address - Address < (ulong)Bytes.Length;
}
