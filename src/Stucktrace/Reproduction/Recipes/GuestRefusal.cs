using Stucktrace.Formats;
using Stucktrace.Reproduction.Machines;

namespace Stucktrace.Reproduction.Recipes;

/// <summary>Finds out from a machine's log whether its kernel refused a module: then the machine says nothing about the failure.</summary>
static class GuestRefusal
{
    const string Mark = GuestLine.Prefix + "module ";
    const int MostLines = 20_000;
    const int LongestLine = 400;

    /// <summary>What was refused and why; null when nothing was.</summary>
    /// <param name="log">Path of the serial console's log.</param>
    internal static Message? In(string log)
    {
        if (!File.Exists(log))
            return null;
        foreach (string line in File.ReadLines(log).Take(MostLines))
        {
            int at = line.IndexOf(Mark, StringComparison.Ordinal);
            if (at >= 0 && line.Contains(" refused: ", StringComparison.Ordinal))
                return Message.Of("reproduce.run.refused", line[(at + GuestLine.Prefix.Length)..Math.Min(line.Length, at + LongestLine)]);
        }

        return null;
    }
}
