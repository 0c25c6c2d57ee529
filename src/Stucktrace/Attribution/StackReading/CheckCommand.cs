using System.Globalization;
using Stucktrace.Formats.IO;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Commands of common tools that show what a claim rests on.</summary>
static class CheckCommand
{
    /// <summary>Prints lines of an input: <c>sed -n '7p;12p' messages.log</c>.</summary>
    /// <param name="log">The log as a word of a shell command (<see cref="LogWord"/>).</param>
    /// <param name="lines">Lines.</param>
    public static string Lines(string log, params IEnumerable<long> lines) =>
        $"sed -n '{string.Join(';', lines.Distinct().Order().Select(l => string.Create(CultureInfo.InvariantCulture, $"{l}p")))}' {log}";

    /// <summary>The log of an input as a word of a shell command: its path, or for a dump the log inside it.</summary>
    /// <param name="file">The input.</param>
    public static string LogWord(InputFile file) => file.KernelLog is null ? Quote(file.Path) : $"<(stucktrace vmcore {Quote(file.Path)} log)";

    /// <summary>Shows lines of a report: of the log, or the memory of the dump that they were read from.</summary>
    /// <param name="report">The report.</param>
    /// <param name="log">Its log as a word of a shell command.</param>
    /// <param name="lines">Lines.</param>
    public static string Of(Report report, string log, params IEnumerable<long> lines) =>
        report.FromMemory && report.Lines.FirstOrDefault(l => lines.Contains(l.Line)) is { Address: not 0 } read
            ? Crash(string.Create(CultureInfo.InvariantCulture, $"rd -64 0x{read.Address:x} 8"))
            : Lines(log, lines);

    /// <summary>Shows words of a dump's memory with crash(8).</summary>
    /// <param name="path">Path of the dump.</param>
    /// <param name="address">Virtual address.</param>
    public static string Memory(string path, ulong address) => string.Create(CultureInfo.InvariantCulture, $"echo 'rd -64 0x{address:x} 8' | crash -s vmlinux {Quote(path)}");

    /// <summary>Disassembles a function of a module file.</summary>
    public static string Disassemble(string module, string function) => $"objdump -dr --no-show-raw-insn --disassemble={Quote(function)} {Quote(module + ".ko")}";

    /// <summary>Disassembles one function of a module file that was given, by its addresses: it may have no name there.</summary>
    public static string Listing(ModuleEvidence.ExaminedModule module, Code.Function function)
    {
        Code.CodeRange range = function.Ranges[0];
        (string section, ulong offset) = module.Place(range.Start) ?? ("?", 0);
        return string.Create(CultureInfo.InvariantCulture, $"{On(module.File.Path, out string file)}objdump -dr --no-show-raw-insn -j {Quote(section)} --start-address=0x{offset:x} --stop-address=0x{offset + range.Size:x} {file}");
    }

    /// <summary>Shows what stands at a place of a section: a few instructions with their bytes.</summary>
    /// <param name="path">Path of the module file.</param>
    /// <param name="section">Section.</param>
    /// <param name="offset">Offset in it.</param>
    public static string At(string path, string section, ulong offset) =>
        string.Create(CultureInfo.InvariantCulture, $"{On(path, out string file)}objdump -Dr -j {Quote(section)} --start-address=0x{offset:x} --stop-address=0x{offset + 16:x} {file}");

    /// <summary>Shows the bytes of a section.</summary>
    public static string Bytes(string path, string section) => $"{On(path, out string file)}objdump -dr -j {Quote(section)} {file}";

    /// <summary>Lists the functions of a module file by address: a size is the distance to the next one.</summary>
    public static string Symbols(string path) => $"{On(path, out string file)}nm -n {file}";

    /// <summary>Shows what a module file says of itself.</summary>
    public static string ModInfo(string path) => $"modinfo {Quote(path)}";

    /// <summary>Asks crash(8) about a dump.</summary>
    public static string Crash(string command) => $"echo {Quote(command)} | crash -s vmlinux vmcore";

    /// <summary>Unpacks a file first where binutils can't read it as it is.</summary>
    static string On(string path, out string file)
    {
        string? unpack = Path.GetExtension(path) switch { ".gz" => "zcat", ".xz" => "xzcat", ".zst" => "zstdcat", _ => null };
        file = Quote(unpack is null ? path : "/tmp/" + Path.GetFileNameWithoutExtension(path));
        return unpack is null ? string.Empty : $"{unpack} {Quote(path)} > {file} && ";
    }

    /// <summary>A word of a shell command.</summary>
    public static string Quote(string text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '.' or '_' or '-' or '+' or ':' or ','))
                return "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        }

        return text;
    }
}
