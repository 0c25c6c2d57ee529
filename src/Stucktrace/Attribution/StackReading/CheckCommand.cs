using System.Globalization;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Commands of common tools that show what a claim rests on.</summary>
static class CheckCommand
{
    /// <summary>Prints lines of an input: <c>sed -n '7p;12p' messages.log</c>.</summary>
    /// <param name="path">Path of the input.</param>
    /// <param name="lines">Lines.</param>
    public static string Lines(string path, params IEnumerable<long> lines) =>
        $"sed -n '{string.Join(';', lines.Distinct().Order().Select(l => string.Create(CultureInfo.InvariantCulture, $"{l}p")))}' {Quote(path)}";

    /// <summary>Disassembles a function of a module file.</summary>
    public static string Disassemble(string module, string function) => $"objdump -dr --no-show-raw-insn --disassemble={Quote(function)} {Quote(module + ".ko")}";

    /// <summary>Asks crash(8) about a dump.</summary>
    public static string Crash(string command) => $"echo {Quote(command)} | crash -s vmlinux vmcore";

    static string Quote(string text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '.' or '_' or '-' or '+' or ':' or ','))
                return "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        }

        return text;
    }
}
