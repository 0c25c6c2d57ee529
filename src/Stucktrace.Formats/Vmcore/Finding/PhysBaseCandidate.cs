namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// Where the kernel's image may lie in physical memory (phys_base), from the surest source to a search: vmcoreinfo, the header of the dump, segments of
/// an ELF dump, QEMU's page tables, and every place that the image may be loaded to.
/// </summary>
/// <param name="Value">phys_base.</param>
/// <param name="Source">Where it comes from.</param>
readonly record struct PhysBaseCandidate(ulong Value, Message Source)
{
    // arch/x86/Kconfig, PHYSICAL_ALIGN: at least 2 MiB on x86-64.
    internal const ulong ImageAlignment = 2 << 20;

    internal static IEnumerable<PhysBaseCandidate> Of(DumpFile file, VmcoreInfo info, ReadLimits limits)
    {
        if (info.Number("phys_base") is { } number)
            yield return new(unchecked((ulong)number), Message.Of("vmc.base.info"));
        if (file.PhysBase is { } header)
            yield return new(header, Message.Of("vmc.base.header"));
        foreach (DumpSegment segment in file.Segments)
        {
            if (segment.VirtualAddress - Translation.ImageMap < Translation.ImageMapSize)
                yield return new(unchecked(segment.PhysicalAddress - (segment.VirtualAddress - Translation.ImageMap)), Message.Of("vmc.base.segment"));
        }

        if (info.Symbol("init_uts_ns") is not { } known || known < Translation.ImageMap)
            yield break;
        foreach (QemuControl control in QemuControl.Of(file))
        {
            foreach (ulong root in control.Roots())
            {
                AddressSpace space = new(file, new Translation(root, 0, null, control.FiveLevels, 0));
                if (space.Translate(known, out ulong physical) == MemoryState.Present)
                    yield return new(unchecked(physical - (known - Translation.ImageMap)), Message.Of("vmc.base.qemu"));
            }
        }

        foreach (PhysBaseCandidate found in EveryPlace(file, known, limits))
            yield return found;
    }

    /// <summary>
    /// Every place of the image for which a known symbol's page is in the dump. The image is moved by whole multiples of its alignment, so the symbol's page
    /// is the same distance from one everywhere.
    /// </summary>
    static IEnumerable<PhysBaseCandidate> EveryPlace(IPhysicalMemory memory, ulong known, ReadLimits limits)
    {
        const ulong FramesPerStep = ImageAlignment / IPhysicalMemory.PageBytes;
        ulong within = (known % ImageAlignment) / IPhysicalMemory.PageBytes;
        int tried = 0;
        foreach (FrameRange range in memory.PresentFrames())
        {
            ulong frame = range.First + (within + FramesPerStep - range.First % FramesPerStep) % FramesPerStep;
            for (; frame - range.First < range.Count; frame += FramesPerStep)
            {
                if (tried++ >= limits.MaxImagePlaces)
                    yield break;
                ulong physical = (frame << PageMapping.PageShift) | (known & PageMapping.InPage);
                yield return new(unchecked(physical - (known - Translation.ImageMap)), Message.Of("vmc.base.search"));
            }
        }
    }
}
