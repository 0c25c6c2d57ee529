namespace Stucktrace.Formats.Vmcore.Unpacking;

/// <summary>Copies bytes that were unpacked before; source and target may overlap, which repeats a pattern.</summary>
static class BackReference
{
    /// <summary>Copies.</summary>
    /// <param name="output">What is unpacked so far, and room behind it.</param>
    /// <param name="length">Bytes unpacked so far; grows by <paramref name="count"/>.</param>
    /// <param name="back">How far back the source lies.</param>
    /// <param name="count">How many bytes.</param>
    /// <returns>False when the source or the target lies outside.</returns>
    public static bool Copy(Span<byte> output, ref int length, int back, int count)
    {
        if (back <= 0 || back > length || count < 0 || count > output.Length - length)
            return false;
        if (back >= count)
            output.Slice(length - back, count).CopyTo(output[length..]);
        else if (back == 1)
            output.Slice(length, count).Fill(output[length - 1]);
        else
            for (int i = length; i < length + count; i++)
                output[i] = output[i - back];
        length += count;
        return true;
    }
}
