namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>Finds out which container a dump is, and opens it.</summary>
/// <param name="limits">Bounds.</param>
/// <param name="report">Is told what is damaged, missing or not understood.</param>
sealed class DumpOpener(ReadLimits limits, Action<InputDiagnostic> report)
{
    public DumpFile? Open(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0 || FileSource.Open(paths[0], report) is not { } source)
            return null;
        Span<byte> head = stackalloc byte[16];
        head.Clear();
        _ = source.Read(0, head);
        if ((head.StartsWith("KDUMP   "u8) || head.StartsWith("DISKDUMP"u8)) && new KdumpReader(limits, report).Open(source) is { } part)
        {
            DumpNotes notes = new(limits, report);
            KdumpHeader header = part.Header;
            notes.Add(source, (long)Math.Min(header.NotesOffset, long.MaxValue), header.NotesSize);
            VmcoreInfo? info = null;
            if (header.VmcoreInfoSize > 0)
                info = new VmcoreInfo(source.Take((long)Math.Min(header.VmcoreInfoOffset, long.MaxValue), (long)Math.Min(header.VmcoreInfoSize, (ulong)limits.MaxDumpNoteBytes)));
            return new KdumpFile([part], notes, info, limits, report);
        }

        source.Dispose();
        return null;
    }
}
