using System.Globalization;
using Stucktrace.Formats.IO;

namespace Stucktrace.Formats.KernelLog;

/// <summary>Counts what there is to say about one input: each thing is said once, with the first line and how often.</summary>
sealed class LogNotes
{
    readonly SortedDictionary<LogNote, (long FirstLine, long Count, long Sum)> _notes = [];

    /// <summary>Notes something.</summary>
    /// <param name="note">What.</param>
    /// <param name="line">Where.</param>
    /// <param name="amount">How much: messages lost, lines repeated.</param>
    public void Add(LogNote note, long line, long amount = 1)
    {
        if (!_notes.TryGetValue(note, out (long FirstLine, long Count, long Sum) value))
            value = (line, 0, 0);
        _notes[note] = (value.FirstLine, value.Count + 1, value.Sum + Math.Clamp(amount, 0, int.MaxValue));
    }

    /// <summary>Says it all.</summary>
    public void ReportTo(InputFile input)
    {
        foreach ((LogNote note, (long firstLine, long count, long sum)) in _notes)
        {
            string number = ((int)note).ToString("0000", CultureInfo.InvariantCulture);
            input.Report(new InputDiagnostic("LOG" + number, Message.Of("log." + number, firstLine, count, sum), firstLine));
        }

        _notes.Clear();
    }
}
