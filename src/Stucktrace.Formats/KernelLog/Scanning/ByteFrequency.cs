namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>How often bytes stand in a log, roughly: decides by which of its bytes a marker is looked for. Wrong guesses cost time only.</summary>
static class ByteFrequency
{
    // Half of a log line is digits, punctuation and blanks; letters as in English text, scaled down.
    const string Letters = "etaoinsrhldcumfpgwybvkxjqz";

    // Words that stand in a great many lines: pieces of them are no rare windows although their letters are rare.
    const string Words = "kernel systemd session message user port request connection INFO WARN ERROR DEBUG status";

    /// <summary>How much a window costs more because common words hold it.</summary>
    public static float WordFactor(ReadOnlySpan<char> window) => Words.AsSpan().Contains(window, StringComparison.Ordinal) ? 300f : 1f;

    /// <summary>Makes the table of single bytes.</summary>
    public static float[] Make()
    {
        float[] table = new float[256];
        Array.Fill(table, 0.0002f);
        for (int i = 0; i < Letters.Length; i++)
        {
            table[Letters[i]] = 0.055f - 0.002f * i;
            table[Letters[i] - 32] = 0.004f - 0.0001f * i;
        }

        for (char c = '0'; c <= '9'; c++)
            table[c] = 0.03f;
        table[' '] = 0.13f;
        foreach (char c in ":-.=/")
            table[c] = 0.02f;
        foreach (char c in "[](),_\"'<>#@")
            table[c] = 0.008f;
        return table;
    }
}
