namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>How often each byte stands in a log, roughly: decides by which of its bytes a marker is looked for. Wrong guesses cost time only.</summary>
static class ByteFrequency
{
    // Parts in ten thousand. Letters as in English text, scaled down: half of a log line is digits, punctuation and blanks.
    const string Letters = "etaoinsrhldcumfpgwybvkxjqz";

    /// <summary>Makes the table.</summary>
    public static float[] Make()
    {
        float[] table = new float[256];
        Array.Fill(table, 0.0002f);
        for (int i = 0; i < Letters.Length; i++)
        {
            table[Letters[i]] = 0.055f - 0.002f * i;
            table[char.ToUpperInvariant(Letters[i])] = 0.004f - 0.0001f * i;
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
