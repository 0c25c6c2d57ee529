using System.Diagnostics.CodeAnalysis;
using Stucktrace.Formats.IO;

namespace Stucktrace.Formats.KernelLog;

/// <summary>
/// Several parts of a pstore dump in one file, as somebody who joined them by name gets it: part 1, the newest lines, first. The parts are read in
/// the order of time; line numbers stay those of the file.
/// </summary>
sealed class PartedLog
{
    readonly byte[] _data;
    readonly ReadLimits _limits;
    readonly List<(PstorePart Part, int Dump, int Start, int End, long FirstLine)> _parts = [];

    PartedLog(byte[] data, ReadLimits limits) => (_data, _limits) = (data, limits);

    /// <summary>Opens a source that begins with a part's header and holds more than one.</summary>
    public static bool TryOpen(LogSource source, ReadLimits limits, [NotNullWhen(true)] out PartedLog? log)
    {
        log = null;
        if (source.File is null || source.Size > limits.MaxPartedBytes || PstorePart.Read(source.Head) is null)
            return false;
        byte[] data = new byte[(int)source.Size!.Value];
        int length = 0;
        while (length < data.Length && RandomAccess.Read(source.File, data.AsSpan(length), length) is var read and > 0)
            length += read;
        log = new PartedLog(data[..length], limits);
        log.Split();
        if (log._parts.Count < 2)
            log = null;
        return log is not null;
    }

    /// <summary>Hands the lines over.</summary>
    public void Read(RecordFlow flow)
    {
        int dump = -1;
        int expected = 0;
        foreach ((PstorePart part, int number, int start, int end, long firstLine) in _parts
            .OrderBy(p => p.Part.Count).ThenBy(p => p.Dump).ThenByDescending(p => p.Part.Part).ThenBy(p => p.Start))
        {
            if (number == dump && part.Part != expected)
                flow.Note(LogNote.PartMissing, firstLine);
            (dump, expected) = (number, part.Part - 1);
            ReadOnlySpan<byte> text = _data.AsSpan(start, end - start);
            for (long line = firstLine; !text.IsEmpty; line++)
            {
                int length = text.IndexOf((byte)'\n');
                ReadOnlySpan<byte> raw = length < 0 ? text : text[..length];
                text = length < 0 ? default : text[(length + 1)..];
                bool cut = raw.Length > _limits.MaxLineBytes;
                flow.TakeLine(cut ? raw[.._limits.MaxLineBytes] : raw, line, wanted: true, cut);
            }
        }
    }

    void Split()
    {
        Dictionary<(string, int), int> dumps = [];
        int at = 0;
        for (long line = 1; at < _data.Length; line++)
        {
            int length = _data.AsSpan(at).IndexOf((byte)'\n');
            int next = length < 0 ? _data.Length : at + length + 1;
            if (PstorePart.Read(_data.AsSpan(at, next - at)) is { } part)
            {
                if (_parts.Count > 0)
                    _parts[^1] = _parts[^1] with { End = at };
                if (!dumps.TryGetValue((part.Reason, part.Count), out int dump))
                    dumps.Add((part.Reason, part.Count), dump = dumps.Count);
                _parts.Add((part, dump, next, _data.Length, line + 1));
            }

            at = next;
        }
    }
}
