namespace Stucktrace.Incidents.Recognition;

/// <summary>
/// A wording of the kernel as a template: fixed text with gaps. <c>BUG: soft lockup - CPU#{cpu} stuck for {seconds}s! [{comm}:{pid}]</c>.
/// Gaps: <c>cpu pid seconds number</c> are decimal; <c>address</c> is hexadecimal; <c>function</c>, <c>file</c> and <c>word</c> have no blanks;
/// every other gap (<c>comm</c>, <c>text</c>…) is any text. A text gap tries each place where the fixed text after it occurs, so that
/// a task name with colons in it (<c>kworker/1:2</c>) is read whole.
/// </summary>
sealed class Wording
{
    /// <summary>How often a text gap tries a further place; bounds the work on hostile lines.</summary>
    const int MaxTries = 24;

    readonly string _template;
    (bool IsGap, string Text)[]? _parts;

    public Wording(string template)
    {
        _template = template;
        int from = template.StartsWith('{') ? template.IndexOf('}') + 1 : 0;
        int gap = template.IndexOf('{', from);
        Key = gap < 0 ? template[from..] : template[from..gap];
        BeginsWithGap = from > 0;
    }

    /// <summary>The first fixed text; it is what lines are searched for.</summary>
    public string Key { get; }

    /// <summary>True when a gap stands before <see cref="Key"/>.</summary>
    public bool BeginsWithGap { get; }

    /// <summary>The longest fixed text.</summary>
    public string LongestText => (_parts ??= Split(_template)).Where(p => !p.IsGap).MaxBy(p => p.Text.Length).Text;

    /// <inheritdoc/>
    public override string ToString() => _template;

    /// <summary>Matches the text from its first character on; text after the wording is allowed.</summary>
    public bool Matches(ReadOnlySpan<char> text, HeaderCapture capture)
    {
        _parts ??= Split(_template);
        return Matches(text, 0, capture);
    }

    bool Matches(ReadOnlySpan<char> text, int index, HeaderCapture capture)
    {
        for (; index < _parts!.Length; index++)
        {
            (bool isGap, string part) = _parts[index];
            if (!isGap)
            {
                int taken = FixedText(part, text);
                if (taken < 0)
                    return false;
                text = text[taken..];
                continue;
            }

            int length = FixedLength(part, text);
            if (length < 0)
                return MatchesText(text, index, part, capture);
            // Remembered only when all the rest matches too: a text gap before it may have tried too short a place first.
            if (length == 0 || !Matches(text[length..], index + 1, capture))
                return false;
            capture.Set(part, text[..length]);
            return true;
        }

        return true;
    }

    /// <summary>A text gap ends where the rest of the wording matches.</summary>
    bool MatchesText(ReadOnlySpan<char> text, int index, string gap, HeaderCapture capture)
    {
        if (index + 1 == _parts!.Length)
        {
            capture.Set(gap, text.Trim());
            return true;
        }

        string next = _parts[index + 1].Text;
        int end = 0;
        for (int tries = 0; tries < MaxTries; tries++)
        {
            int found = text[end..].IndexOf(next, StringComparison.Ordinal);
            if (found < 0)
                return false;
            end += found;
            int count = capture.Count;
            if (Matches(text[end..], index + 1, capture))
            {
                capture.Set(gap, text[..end].Trim());
                return true;
            }

            capture.Rewind(count);
            end++;
        }

        return false;
    }

    /// <summary>How many characters a fixed text takes, or -1. A blank in it stands for any number of blanks: columns are padded, logs squeeze them.</summary>
    static int FixedText(string part, ReadOnlySpan<char> text)
    {
        int at = 0;
        foreach (char c in part)
        {
            if (at >= text.Length || text[at] != c)
                return -1;
            at++;
            while (c == ' ' && at < text.Length && text[at] == ' ')
                at++;
        }

        return at;
    }

    /// <summary>How many characters a gap with a fixed alphabet takes; -1 for a text gap.</summary>
    static int FixedLength(string gap, ReadOnlySpan<char> text)
    {
        int length = 0;
        switch (gap)
        {
            case "cpu" or "pid" or "seconds" or "number":
                while (length < text.Length && char.IsAsciiDigit(text[length]))
                    length++;
                return length;
            case "address":
                if (text.StartsWith("0x", StringComparison.Ordinal))
                    length = 2;
                while (length < text.Length && char.IsAsciiHexDigit(text[length]))
                    length++;
                return length;
            case "function":
                while (length < text.Length && !char.IsWhiteSpace(text[length]) && text[length] is not ('(' or ')' or ','))
                    length++;
                return length;
            case "file" or "word":
                while (length < text.Length && !char.IsWhiteSpace(text[length]))
                    length++;
                return length;
            default:
                return -1;
        }
    }

    static (bool IsGap, string Text)[] Split(string template)
    {
        List<(bool, string)> parts = [];
        int at = 0;
        while (at < template.Length)
        {
            int gap = template.IndexOf('{', at);
            if (gap < 0)
                gap = template.Length;
            if (gap > at)
                parts.Add((false, template[at..gap]));
            if (gap == template.Length)
                break;
            at = template.IndexOf('}', gap) + 1;
            parts.Add((true, template[(gap + 1)..(at - 1)]));
        }

        return [.. parts];
    }
}
