using System.Globalization;
using Stucktrace.Formats.IO;

namespace Stucktrace.Formats.KernelLog;

/// <summary>Counts what there is to say about one input: each thing is said once, with the first line and how often.</summary>
sealed class LogNotes
{
    const int First = (int)LogNote.LineTooLong, Count = 16;

    readonly long[] _firstLines = new long[Count];
    readonly long[] _counts = new long[Count];
    readonly long[] _sums = new long[Count];

    /// <summary>Notes something.</summary>
    /// <param name="note">What.</param>
    /// <param name="line">Where.</param>
    /// <param name="amount">How much: messages lost, lines repeated.</param>
    public void Add(LogNote note, long line, long amount = 1)
    {
        int index = (int)note - First;
        if (_counts[index]++ == 0)
            _firstLines[index] = line;
        _sums[index] += Math.Clamp(amount, 0, int.MaxValue);
    }

    /// <summary>Says it all.</summary>
    public void ReportTo(InputFile input)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_counts[i] == 0)
                continue;
            string number = (First + i).ToString("0000", CultureInfo.InvariantCulture);
            // Texts that count lines have a form of their own for a single one.
            bool single = _counts[i] == 1 && (LogNote)(First + i) is LogNote.LineTooLong or LogNote.ZeroBytes or LogNote.MessagesDropped
                or LogNote.RateLimited or LogNote.FragmentMissing or LogNote.SequenceGap;
            string id = single ? "log." + number + ".one" : "log." + number;
            input.Report(new InputDiagnostic("LOG" + number, Message.Of(id, _firstLines[i], _counts[i], _sums[i]), _firstLines[i]));
            _counts[i] = 0;
        }
    }
}
