namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>
/// Cuts blocks into lines. While every line is wanted it hands over every line; else it counts line feeds between hits and looks at the lines of the
/// hits alone.
/// </summary>
/// <param name="take">Receives the lines.</param>
/// <param name="search">The markers; null when every line is always wanted.</param>
/// <param name="maxLineBytes">Longest line.</param>
/// <param name="before">Texts that make a line wanted where it stands shortly before one with a marker.</param>
sealed class LineFeed(TakeLine take, MarkerSearch? search, int maxLineBytes, IReadOnlyList<string> before)
{
    // So many bytes before a hit are looked through, of its own block.
    const int BytesBefore = 8 << 10;

    readonly HitList _hits = new();
    readonly byte[][] _before = [.. before.Select(System.Text.Encoding.ASCII.GetBytes)];
    byte[] _carry = new byte[1024];
    int _carried;
    bool _carryCut;
    bool _carrying;
    bool _all = search is null;

    /// <summary>Lines that are complete so far.</summary>
    public long Lines { get; private set; }

    /// <summary>Takes the next block.</summary>
    public void Take(LogBlock block)
    {
        ReadOnlySpan<byte> data = block.Bytes;
        int position = 0;
        if (_carrying)
        {
            int end = data.IndexOf((byte)'\n');
            Carry(end < 0 ? data : data[..end]);
            if (end < 0)
                return;
            FinishCarried();
            position = end + 1;
        }

        long firstLine = Lines - (position > 0 ? 1 : 0);
        int stop = data.LastIndexOf((byte)'\n') + 1;
        int hit = 0;
        while (position < stop)
        {
            if (_all)
            {
                int length = data[position..].IndexOf((byte)'\n');
                Give(data.Slice(position, length), wanted: true);
                position += length + 1;
                continue;
            }

            while (hit < block.Hits.Count && block.Hits.At(hit) < position)
                hit++;
            if (hit == block.Hits.Count || block.Hits.At(hit) >= stop)
            {
                Lines = firstLine + block.LineFeeds;
                break;
            }

            position = GiveHit(data, position, block, ref hit);
        }

        if (stop < data.Length)
        {
            _carrying = true;
            Carry(data[stop..]);
        }
    }

    /// <summary>Ends the log: a last line without a line feed is a line too.</summary>
    public void End()
    {
        if (_carrying)
            FinishCarried();
    }

    int GiveHit(ReadOnlySpan<byte> data, int position, LogBlock block, ref int hit)
    {
        int at = block.Hits.At(hit);
        int start = position + data[position..at].LastIndexOf((byte)'\n') + 1;
        int end = at + data[at..].IndexOf((byte)'\n');
        bool wanted = false;
        for (; hit < block.Hits.Count && block.Hits.At(hit) < end; hit++)
            wanted |= !block.Hits.IsNoted(hit);
        ReadOnlySpan<byte> between = data[position..start];
        int near = wanted && _before.Length > 0 ? Math.Min(between.Length, BytesBefore) : 0;
        if (near < between.Length)
            near -= between[^near..].IndexOf((byte)'\n') + 1;
        Lines += between[..^near].Count((byte)'\n');
        GiveBefore(between[^near..]);
        Give(data[start..end], wanted);
        return end + 1;
    }

    void GiveBefore(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            int length = lines.IndexOf((byte)'\n');
            if (_all || HoldsOne(lines[..length]))
                Give(lines[..length], wanted: true);
            else
                Lines++;
            lines = lines[(length + 1)..];
        }
    }

    bool HoldsOne(ReadOnlySpan<byte> line)
    {
        foreach (byte[] text in _before)
        {
            if (line.IndexOf(text) >= 0)
                return true;
        }

        return false;
    }

    void Give(ReadOnlySpan<byte> line, bool wanted)
    {
        bool cut = line.Length > maxLineBytes;
        if (cut)
        {
            // Zeroes before the text are a hole that a crash left in the file, not part of the line.
            line = line.TrimStart((byte)0);
            cut = line.Length > maxLineBytes;
            if (cut)
                line = line[..maxLineBytes];
        }

        bool more = take(line, ++Lines, wanted, cut);
        _all = search is null || more;
    }

    void Carry(ReadOnlySpan<byte> part)
    {
        if (_carried == 0 && part.Length > maxLineBytes)
            part = part.TrimStart((byte)0);
        int room = maxLineBytes - _carried;
        if (part.Length > room)
        {
            part = part[..room];
            _carryCut = true;
        }

        if (_carried + part.Length > _carry.Length)
            Array.Resize(ref _carry, Math.Min(maxLineBytes, Math.Max(_carried + part.Length, _carry.Length * 2)));
        part.CopyTo(_carry.AsSpan(_carried));
        _carried += part.Length;
    }

    void FinishCarried()
    {
        ReadOnlySpan<byte> line = _carry.AsSpan(0, _carried);
        bool noted = false;
        bool wanted = _all || search!.Contains(line, _hits, out noted);
        bool cut = _carryCut;
        _carrying = _carryCut = false;
        _carried = 0;
        if (!wanted && !noted)
        {
            Lines++;
            return;
        }

        bool more = take(line, ++Lines, wanted, cut);
        _all = search is null || more;
    }
}
