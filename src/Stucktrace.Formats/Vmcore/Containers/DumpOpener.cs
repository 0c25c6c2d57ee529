using System.Collections.Immutable;
using Stucktrace.Formats.IO;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>Finds out which container a dump is, and opens it.</summary>
/// <param name="limits">Bounds.</param>
/// <param name="reportOf">For the number of a file, who is told what is damaged, missing or not understood there.</param>
/// <param name="progress">Is told how far unpacking is: path, bytes read, bytes in all.</param>
sealed class DumpOpener(ReadLimits limits, Func<int, Action<InputDiagnostic>> reportOf, Action<string, long, long?>? progress)
{
    readonly List<KdumpPart> _parts = [];

    /// <summary>Opens a dump; the parts of a split one together.</summary>
    /// <param name="files">Its files, each by path or as a stream that can be read once.</param>
    /// <returns>Null when nothing can be read of it; the reason was reported.</returns>
    public DumpFile? Open(IReadOnlyList<(string Path, Stream? Once)> files)
    {
        DumpFile? whole = null;
        for (int i = 0; i < files.Count; i++)
        {
            if (Unfold(files[i].Path, files[i].Once, reportOf(i)) is not { } source)
                continue;
            if (whole is not null || (_parts.Count > 0 && IsElf(source)))
            {
                reportOf(i)(new InputDiagnostic("VMC0404", Message.Of("vmc.0404", Path.GetFileName(source.Path))));
                source.Dispose();
            }
            else if (IsElf(source))
            {
                whole = new ElfCoreReader(limits, reportOf(i)).Open(source);
                if (whole is null)
                    source.Dispose();
            }
            else if (OpenPart(source, reportOf(i)) is { } part)
            {
                _parts.Add(part);
            }
            else
            {
                source.Dispose();
            }
        }

        return whole ?? (_parts.Count > 0 ? Join(reportOf(0)) : null);
    }

    /// <summary>Opens memory as it lies.</summary>
    public DumpFile? OpenRaw(string path) => Unpack(path, null, reportOf(0)) is { } source ? new RawMemoryFile(source, limits) : null;

    KdumpPart? OpenPart(ByteSource source, Action<InputDiagnostic> report)
    {
        Span<byte> head = stackalloc byte[8];
        if (source.TryRead(0, head) && KdumpHeader.IsOne(head))
            return new KdumpReader(limits, report).Open(source);
        report(new InputDiagnostic("VMC0100", Message.Of("vmc.0100"), Offset: 0));
        return null;
    }

    static bool IsElf(ByteSource source)
    {
        Span<byte> head = stackalloc byte[4];
        return source.TryRead(0, head) && head.SequenceEqual("\u007fELF"u8);
    }

    KdumpFile Join(Action<InputDiagnostic> report)
    {
        ImmutableArray<KdumpPart> parts = new SplitSet(report).Join(_parts);
        DumpNotes notes = new(limits, report);
        VmcoreInfo? info = null;
        foreach (KdumpPart part in parts)
        {
            KdumpHeader header = part.Header;
            if (notes.Notes.IsEmpty)
                notes.Add(part.Source, (long)Math.Min(header.NotesOffset, long.MaxValue), header.NotesSize);
            info ??= KdumpReader.ReadInfo(part, limits, report);
        }

        return new KdumpFile(parts, notes, info, limits, report);
    }

    ByteSource? Unfold(string path, Stream? once, Action<InputDiagnostic> report)
    {
        if (Unpack(path, once, report) is not { } source)
            return null;
        Span<byte> head = stackalloc byte[16];
        return source.TryRead(0, head) && FlattenedSource.IsOne(head) ? FlattenedSource.Open(source, limits, report) : source;
    }

    FileSource? Unpack(string path, Stream? once, Action<InputDiagnostic> report)
    {
        if (once is not null)
            return UnpackedDump.Write(path, once, null, limits, report, progress);
        if (FileSource.Open(path, report) is not { } source)
            return null;
        Span<byte> head = stackalloc byte[16];
        Compression compression = source.TryRead(0, head) ? ContentSniffer.CompressionOf(head) : Compression.None;
        if (compression == Compression.None)
            return source;
        using ArchiveStream archive = ArchiveStream.Open(source.AsStream(), compression, limits);
        return UnpackedDump.Write(path, archive, source.Length, limits, report, progress);
    }
}
