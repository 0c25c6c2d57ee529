namespace Stucktrace.Dump.Rebuild;

/// <summary>A section of the object that is made from a loaded module.</summary>
/// <param name="Name">Name.</param>
/// <param name="Address">Where it lies in the dump's memory; 0 for what the object adds.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="IsCode">True for instructions.</param>
/// <param name="IsWritable">True for data that may change.</param>
sealed record ObjectSection(string Name, ulong Address, byte[] Bytes, bool IsCode, bool IsWritable)
{
    /// <summary>Fields that hold addresses.</summary>
    internal List<ObjectReference> References { get; } = [];

    /// <summary>True when an address lies in it.</summary>
    internal bool Contains(ulong address) => Address != 0 && address - Address < (ulong)Bytes.Length;
}
