using System.Collections.Immutable;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.Vmcore.Containers;

namespace Stucktrace.Formats.Vmcore;

/// <summary>An opened dump: a container of page frames and notes. What the bytes mean, <see cref="DumpedKernel"/> says. Several threads may read at once.</summary>
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
    /// <param name="paths">The file, or all parts of a split dump in any order; <c>-</c> is standard input.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="report">Is told what is damaged, missing or not understood; offsets are those in the file.</param>
    /// <returns>Null when nothing can be read of it; the reason was reported.</returns>
    public static DumpFile? Open(IReadOnlyList<string> paths, ReadLimits limits, Action<InputDiagnostic> report) =>
        new DumpOpener(limits, _ => report, null).Open([.. paths.Select(p => (p, p.Equals("-", StringComparison.Ordinal) ? Console.OpenStandardInput() : null))]);

    /// <summary>Opens the dump that a group of inputs is, standard input included; each input is told what is wrong with it.</summary>
    /// <param name="files">Inputs of kind <see cref="InputKind.Vmcore"/> with the same <see cref="InputFile.Group"/>.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="progress">Is told how far unpacking is: path, bytes read, bytes in all where that is known.</param>
    /// <returns>Null when nothing can be read of it; the reason was reported.</returns>
    public static DumpFile? Open(IReadOnlyList<InputFile> files, ReadLimits limits, Action<string, long, long?>? progress = null) =>
        new DumpOpener(limits, i => files[i].Report, progress).Open([.. files.Select(f => (f.Path, f.Once))]);

    /// <summary>Opens a file as memory from address 0 up, byte for byte; nothing in it can tell whether it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="report">Is told why it can't be read.</param>
    public static DumpFile? OpenRaw(string path, ReadLimits limits, Action<InputDiagnostic> report) => new DumpOpener(limits, _ => report, null).OpenRaw(path);

    /// <inheritdoc/>
    public abstract MemoryState Read(ulong address, Span<byte> into);

    /// <inheritdoc/>
    public abstract MemoryState StateOf(ulong frame);

    /// <inheritdoc/>
    public abstract IEnumerable<FrameRange> PresentFrames();

    /// <inheritdoc/>
    public abstract void Dispose();
}
