namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>What the first bytes of a file say of a part of a split dump, so that the parts of one are read together.</summary>
/// <param name="Dump">The same for all parts of a dump.</param>
/// <param name="First">First page frame of the part.</param>
readonly record struct SplitPart(string Dump, ulong First)
{
    /// <summary>Reads the headers, those of a flattened file included.</summary>
    /// <returns>Null for anything else than a part of a split dump.</returns>
    public static SplitPart? Read(ReadOnlyMemory<byte> head)
    {
        ByteSource source = new MemorySource(head);
        if (FlattenedSource.IsOne(head.Span))
            source = FlattenedSource.Open(source, ReadLimits.Default, _ => { });
        Span<byte> first = stackalloc byte[KdumpHeader.IdentityBytes];
        if (!source.TryRead(0, first) || !KdumpHeader.IsOne(first) || KdumpHeader.Read(source) is not { IsSplit: true } header)
            return null;
        // Version, utsname, time, status, sizes: what the first header says is the same in all parts.
        return new SplitPart(Convert.ToHexString(first), header.StartFrame);
    }
}
