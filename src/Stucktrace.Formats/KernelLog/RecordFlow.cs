using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog.Prefixes;
using Stucktrace.Formats.KernelLog.Scanning;
using Stucktrace.Formats.KernelLog.Years;

namespace Stucktrace.Formats.KernelLog;

/// <summary>Turns the lines of one input into records: takes containers apart, puts pieces together, says to which boot each belongs.</summary>
/// <param name="input">The input.</param>
/// <param name="group">Index of the first input of its rotated set.</param>
/// <param name="sink">Receives the records.</param>
/// <param name="boots">Tells boots apart.</param>
/// <param name="years">Receives evidence about years.</param>
/// <param name="limits">Bounds.</param>
sealed class RecordFlow(InputFile input, int group, ILogSink sink, BootTracker boots, YearSequence years, ReadLimits limits)
{
    readonly PrefixDecoder _decoder = new();
    readonly JournalExport _export = new(limits.MaxLineBytes);
    readonly JournalFields _json = new();
    readonly FragmentAssembler _fragments = new(limits.MaxLineBytes);
    readonly LogNotes _notes = new();
    readonly HitList _hits = new();
    byte[] _clean = new byte[1024];
    byte[] _unescaped = new byte[1024];
    string? _host;
    bool _severalHosts;
    LogRecord? _last;
    LogRecord? _firstPiece;
    bool _wantsNext;
    bool _everyLine;

    /// <summary>Takes one line of the file.</summary>
    /// <returns>True when the next line is wanted whatever it says.</returns>
    public bool TakeLine(ReadOnlySpan<byte> line, long number, bool wanted, bool cut)
    {
        if (cut)
            _notes.Add(LogNote.LineTooLong, number);
        if (_export.Active || JournalExport.Begins(line))
        {
            _everyLine = true;
            if (_export.Take(line))
            {
                LineHead head = default;
                _export.Fields.ApplyTo(ref head);
                TakeContainer(ref head, number, wanted: true);
                _export.Fields.Clear();
            }

            if (_export.Active)
                return true;
        }

        ReadOnlySpan<byte> text = line;
        if (!LineCleaner.IsClean(line))
        {
            if (line.Contains((byte)0))
                _notes.Add(LogNote.ZeroBytes, number);
            if (_clean.Length < line.Length)
                _clean = new byte[line.Length * 2];
            text = _clean.AsSpan(0, LineCleaner.Clean(line, _clean));
        }

        if (PstorePart.Read(text) is not null)
            return _wantsNext || _everyLine;
        bool noted = IsNoted(text);
        if (!text.IsEmpty && text[0] is (byte)'{' or (byte)'d' && JsonLine.TryRead(text, _json))
        {
            LineHead head = default;
            _json.ApplyTo(ref head);
            TakeContainer(ref head, number, wanted);
        }
        else
        {
            TakeParts(text, number, wanted, noted);
        }

        return _wantsNext || _everyLine;
    }

    /// <summary>Ends the input.</summary>
    public void End()
    {
        FinishFragments();
        if (_export.Active && _export.Fields.HasMessage)
        {
            LineHead head = default;
            _export.Fields.ApplyTo(ref head);
            TakeContainer(ref head, _last?.Line ?? 1, wanted: true);
        }
    }

    /// <summary>Says what there is to say about the input.</summary>
    public void Report() => _notes.ReportTo(input);

    /// <summary>Notes something from outside.</summary>
    public void Note(LogNote note, long line) => _notes.Add(note, line);

    void TakeParts(ReadOnlySpan<byte> text, long number, bool wanted, bool noted)
    {
        while (true)
        {
            int end = text.IndexOf((byte)'\n');
            LineHead head = new(end < 0 ? text : text[..end]);
            TakePart(ref head, number, wanted, noted);
            if (end < 0)
                return;
            text = text[(end + 1)..];
        }
    }

    /// <summary>A message out of a container may be a line of any format, or several.</summary>
    void TakeContainer(ref LineHead head, long number, bool wanted)
    {
        ReadOnlySpan<byte> text = head.Rest.TrimEnd("\r\n"u8);
        if (!text.IsEmpty && !LineCleaner.IsClean(text))
        {
            if (_clean.Length < text.Length)
                _clean = new byte[text.Length * 2];
            text = _clean.AsSpan(0, LineCleaner.Clean(text, _clean));
        }

        bool noted = IsNoted(text);
        while (true)
        {
            int end = text.IndexOf((byte)'\n');
            head.Rest = end < 0 ? text : text[..end];
            TakePart(ref head, number, wanted, noted);
            if (end < 0)
                return;
            text = text[(end + 1)..];
        }
    }

    /// <summary>True when the line holds something that the reader itself must look at.</summary>
    bool IsNoted(ReadOnlySpan<byte> line) => ReaderMarkers.Own.Contains(line, _hits, out bool noted) || noted;

    void TakePart(ref LineHead head, long number, bool wanted, bool noted)
    {
        ReadOnlySpan<byte> whole = head.Rest;
        ReadOnlySpan<byte> before = LossBefore(whole);
        if (!before.IsEmpty)
        {
            // The kernel writes "** 5 printk messages dropped ** " before the next message, on its line.
            LineHead loss = new(before) { Origin = LineOrigin.Kernel };
            Emit(ref loss, number, wanted: true);
            head.Rest = whole = whole[before.Length..].TrimStart((byte)' ');
            if (whole.IsEmpty)
                return;
        }

        _decoder.Decode(ref head);
        if (head.Wall is { } clock)
            years.See(clock, input.Index, number);
        if (noted)
            NoteYear(whole, head.Wall);
        switch (head.Origin)
        {
            case LineOrigin.Furniture:
                if (JournalMark.IsBoot(whole))
                    boots.MarkBoot();
                return;
            case LineOrigin.Other:
                if (!noted || !RescueOther(ref head))
                    return;
                break;
        }

        if (head.HostIsCertain && (_host is null || !IsHost(head.Host)))
            SetHost(MessageText.Of(head.Host));
        if (head.Fragment is not null)
            TakeFragment(ref head, number);
        else
            TakeMessage(ref head, number, wanted, noted);
    }

    /// <summary>Log daemons say that they lost messages of the kernel under their own name.</summary>
    static bool RescueOther(ref LineHead head)
    {
        string text = MessageText.Of(head.Rest);
        return LossLine.Matches(text) || RepeatedMessage.TryRead(head.Rest, out _, out _);
    }

    void NoteYear(ReadOnlySpan<byte> line, WallClock? clock)
    {
        if (StatedDate.Find(line) is { } date)
            years.State(clock, date);
        else if (line.StartsWith("-- "u8) && StatedDate.FindRange(line) is { } range)
            years.Expect(range.From, range.To);
    }

    void TakeFragment(ref LineHead head, long number)
    {
        if (_fragments.IsOther(head.Sequence ?? 0))
            FinishFragments();
        if (!_fragments.Open)
            _firstPiece = new LogRecord(input.Index, number, string.Empty, head.Time, HostOf(ref head), 0, head.Level, head.Caller, head.Sequence);
        if (_fragments.Take(head))
            EmitFragments();
    }

    void FinishFragments()
    {
        if (!_fragments.Open)
            return;
        _notes.Add(LogNote.FragmentMissing, _firstPiece?.Line ?? 1);
        EmitFragments();
    }

    void EmitFragments()
    {
        LogRecord first = _firstPiece!;
        LineHead head = new(_fragments.Message)
        {
            Monotonic = first.Time.Monotonic,
            Level = first.Level,
            Caller = first.Caller,
            Sequence = first.Sequence,
            HexEscapes = true,
            Origin = LineOrigin.Kernel,
        };
        _fragments.Close();
        TakeMessage(ref head, first.Line, wanted: true, noted: true);
    }

    void TakeMessage(ref LineHead head, long number, bool wanted, bool noted)
    {
        if (noted && RepeatedMessage.TryRead(head.Rest, out int times, out ReadOnlySpan<byte> repeated))
        {
            Repeat(ref head, number, wanted, times, repeated);
            return;
        }

        bool escaped = (head.HexEscapes && head.Rest.Contains((byte)'\\')) || (head.OctalEscapes && head.Rest.IndexOf("#0"u8) >= 0);
        if (escaped)
        {
            if (_unescaped.Length < head.Rest.Length)
                _unescaped = new byte[head.Rest.Length * 2];
            int length = MessageText.Unescape(head.Rest, head.HexEscapes, _unescaped);
            length = LineCleaner.Clean(_unescaped.AsSpan(0, length), _unescaped);
            ReadOnlySpan<byte> text = _unescaped.AsSpan(0, length);
            for (int end; (end = text.IndexOf((byte)'\n')) >= 0; text = text[(end + 1)..])
            {
                head.Rest = text[..end];
                Emit(ref head, number, wanted);
            }

            head.Rest = text;
        }

        // Only a console joins messages; daemons and the kernel's device keep them apart.
        while (head.Monotonic is { } time && head.Wall is null && head.Sequence is null && head.Host.IsEmpty
            && InnerTime.FindSecond(head.Rest, time) is var second and > 0)
        {
            LineHead next = new(head.Rest[second..]);
            head.Rest = head.Rest[..second];
            Emit(ref head, number, wanted);
            KernelPrefix.Take(ref next);
            head = next;
        }

        Emit(ref head, number, wanted);
    }

    void Repeat(ref LineHead head, long number, bool wanted, int times, ReadOnlySpan<byte> text)
    {
        if (times > limits.MaxRepeats)
            _notes.Add(LogNote.RepeatsNotExpanded, number, times - limits.MaxRepeats);
        times = Math.Min(times, limits.MaxRepeats);
        if (text.IsEmpty)
        {
            // The line before, of whatever program; where it was not the kernel's, nothing of the kernel's was repeated.
            if (_last is not { } last || last.Line != number - 1)
                return;
            for (int i = 0; i < times; i++)
                Hand(last with { Line = number });
            return;
        }

        head.Rest = text;
        KernelPrefix.Take(ref head);
        for (int i = 0; i < times; i++)
            Emit(ref head, number, wanted);
    }

    void Emit(ref LineHead head, long number, bool wanted)
    {
        string text = MessageText.Of(head.Rest);
        string? host = HostOf(ref head);
        string? bootId = head.BootId.IsEmpty ? null : MessageText.Of(head.BootId);
        int boot = boots.See(host, group, bootId, head.Time, text, input.Index, number, out bool isNew);
        if (isNew && _last is not null && _last.Host == host)
            sink.Flush();
        bool loss = LossLine.Matches(text);
        if (loss)
            _notes.Add(LogNote.MessagesDropped, number, LossLine.CountIn(text));
        else if (text.EndsWith("suppressed", StringComparison.Ordinal) || text.EndsWith("suppressed.", StringComparison.Ordinal))
            _notes.Add(LogNote.RateLimited, number);
        LogRecord record = new(input.Index, number, text, head.Time, host, boot, head.Level, head.Caller, head.Sequence);
        if (record.Sequence is { } sequence && _last is { Sequence: { } previous } && _last.Line == number - 1 && sequence > previous + 1)
            _notes.Add(LogNote.SequenceGap, number, sequence - previous - 1);
        if (wanted || loss)
            Hand(record);
    }

    void Hand(LogRecord record)
    {
        _last = record;
        _wantsNext = sink.Accept(record);
        if (_wantsNext)
            boots.HasContent();
    }

    string? HostOf(ref LineHead head)
    {
        if (!head.Host.IsEmpty)
            return _host is not null && IsHost(head.Host) ? _host : SetHost(MessageText.Of(head.Host));
        // A line without a host among lines with one is of the same machine, as long as there is only one; a line without any prefix is of the last.
        return !_severalHosts || (head.Wall is null && head.Monotonic is null && head.Sequence is null) ? _host : null;
    }

    string SetHost(string host)
    {
        _severalHosts |= _host is not null;
        return _host = host;
    }

    bool IsHost(ReadOnlySpan<byte> host)
    {
        if (host.Length != _host!.Length)
            return false;
        for (int i = 0; i < host.Length; i++)
        {
            if (host[i] != _host[i])
                return false;
        }

        return true;
    }

    static ReadOnlySpan<byte> LossBefore(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("** "u8))
            return default;
        int end = line.IndexOf("printk messages dropped **"u8);
        return end < 0 ? default : line[..(end + 26)];
    }
}
