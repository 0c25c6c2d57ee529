using System.Collections.Immutable;
using Stucktrace.Formats.Vmcore.Containers;

namespace Stucktrace.Formats.Vmcore;

/// <summary>An opened dump: a container of page frames and notes. What the bytes mean, <see cref="DumpedKernel"/> says.</summary>
public abstract class DumpFile : IPhysicalMemory, IDisposable
{
    /// <summary>Container.</summary>
    public abstract DumpFormat Format { get; }

    /// <summary>What the file says of itself, for people: <c>kdump-compressed version 6, zlib, flattened</c>.</summary>
    public abstract string Description { get; }

    /// <summary>Its notes, in order.</summary>
    public abstract ImmutableArray<DumpNote> Notes { get; }

    /// <summary>The text of vmcoreinfo from its note or from the header, or null.</summary>
    public abstract VmcoreInfo? VmcoreInfo { get; }

    /// <summary>phys_base from the header of a kdump-compressed file, or null.</summary>
    public abstract ulong? PhysBase { get; }

    /// <summary>Segments of an ELF dump; empty for other containers.</summary>
    public abstract ImmutableArray<DumpSegment> Segments { get; }

    /// <summary>What makedumpfile left out (its -d option), or null when the container does not say.</summary>
    public abstract int? DumpLevel { get; }

    /// <summary>Opens a dump; the parts of a split one together.</summary>
    /// <param name="paths">The file, or all parts of a split dump in any order.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="report">Is told what is damaged, missing or not understood; offsets are those in the file.</param>
    /// <returns>Null when nothing can be read of it; the reason was reported.</returns>
    public static DumpFile? Open(IReadOnlyList<string> paths, ReadLimits limits, Action<InputDiagnostic> report) => new DumpOpener(limits, report).Open(paths);

    /// <inheritdoc/>
    public abstract MemoryState Read(ulong address, Span<byte> into);

    /// <inheritdoc/>
    public abstract MemoryState StateOf(ulong frame);

    /// <inheritdoc/>
    public abstract IEnumerable<FrameRange> PresentFrames();

    /// <inheritdoc/>
    public abstract void Dispose();
}
