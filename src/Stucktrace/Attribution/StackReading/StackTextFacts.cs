using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Text in the raw stack (ST1110): what a caller was working with.</summary>
static class StackTextFacts
{
    const int LeastCharacters = 8;

    public static void Read(Report report, FindingList facts)
    {
        if (report.Stack.IsEmpty || report.Architecture is not (Architecture.X64 or Architecture.X86 or Architecture.Arm64 or Architecture.Arm or Architecture.RiscV))
            return;
        int width = report.Stack.Length > 1 ? report.Stack[1].OffsetFromSp : 8;
        List<char> run = [];
        List<long> lines = [];
        int start = 0;
        foreach (StackWord word in report.Stack)
        {
            bool open = true;
            for (int i = 0; i < width && open; i++)
            {
                char c = (char)((word.Value >> (8 * i)) & 0xff);
                open = c is >= ' ' and < '\u007f';
                if (open && run.Count == 0)
                    start = word.OffsetFromSp + i;
                if (open)
                    run.Add(c);
                if (open && !lines.Contains(word.Line))
                    lines.Add(word.Line);
            }

            if (open)
                continue;
            Flush();
        }

        Flush();

        void Flush()
        {
            if (run.Count >= LeastCharacters)
                facts.Add("ST1110", Message.Of("fact.stack-text", RegisterText.Slot(report, start), new string([.. run])), Confidence.Likely, 8, lines);
            run.Clear();
            lines.Clear();
        }
    }

    /// <summary>The text that a word's bytes spell, or null when fewer than a number of them are printable from its start or any other is not NUL.</summary>
    public static string? AsText(ulong word, int least)
    {
        Span<char> text = stackalloc char[8];
        int length = 0;
        for (int i = 0; i < 8; i++)
        {
            char c = (char)((word >> (8 * i)) & 0xff);
            if (c is >= ' ' and < '\u007f' && length == i)
                text[length++] = c;
            else if (c != 0)
                return null;
        }

        return length >= least ? text[..length].ToString() : null;
    }
}
