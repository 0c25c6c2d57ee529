using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Stucktrace.Lab.Dumps;

/// <summary>What the kernel printed on its serial console.</summary>
sealed partial class ConsoleLog
{
    const string KernelPlace = "RIP: 0010:", UserPlace = "RIP: 0033:";

    readonly ImmutableArray<string> _texts;

    ConsoleLog(ImmutableArray<string> lines) => (Lines, _texts) = (lines, [.. lines.Select(l => l[(l.IndexOf(']', StringComparison.Ordinal) + 2)..])]);

    /// <summary>The kernel's lines, each with its time; what the firmware and the boot loader said before is left out, so is a last line that is not whole.</summary>
    public ImmutableArray<string> Lines { get; }

    /// <summary>Reads the console's file.</summary>
    /// <param name="text">Its bytes as Latin-1.</param>
    public static ConsoleLog Read(string text)
    {
        string kernel = text.Replace("\r", string.Empty, StringComparison.Ordinal);
        int first = Stamp().Match(kernel) is { Success: true } stamp ? stamp.Index : kernel.Length;
        int end = kernel.LastIndexOf('\n');
        return new ConsoleLog(end > first ? [.. kernel[first..end].Split('\n')] : []);
    }

    /// <summary>The registers that the last report of a CPU in the kernel's code shows, and its calls; null without any.</summary>
    public (string Place, IReadOnlyDictionary<string, ulong> Registers, ImmutableArray<string> Callers)? LastBusy()
    {
        int start = Enumerable.Range(0, _texts.Length).LastOrDefault(i => _texts[i].StartsWith(KernelPlace, StringComparison.Ordinal), -1);
        if (start < 0)
            return null;
        int end = Enumerable.Range(start, _texts.Length - start).FirstOrDefault(i => _texts[i].StartsWith(UserPlace, StringComparison.Ordinal), _texts.Length);
        string[] block = [.. _texts.Skip(start + 1).Take(end - start - 1)];
        Dictionary<string, ulong> registers = block.SelectMany(l => Register().Matches(l))
            .ToDictionary(m => m.Groups["name"].Value, m => ulong.Parse(m.Groups["value"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return (_texts[start][KernelPlace.Length..], registers, Frames(block));
    }

    /// <summary>The stacks that <c>echo t &gt; /proc/sysrq-trigger</c> printed, by pid: the calls that the kernel's own unwinder is sure of.</summary>
    public IReadOnlyDictionary<int, ImmutableArray<string>> TaskStacks()
    {
        Dictionary<int, ImmutableArray<string>> stacks = [];
        foreach (int head in Enumerable.Range(0, _texts.Length).Where(i => TaskHead().IsMatch(_texts[i])))
        {
            IEnumerable<string> block = _texts.Skip(head + 1).TakeWhile(l => l.StartsWith(' ') || l.Equals("Call Trace:", StringComparison.Ordinal));
            stacks[int.Parse(TaskHead().Match(_texts[head]).Groups["pid"].Value, CultureInfo.InvariantCulture)] = Frames(block);
        }

        return stacks;
    }

    static ImmutableArray<string> Frames(IEnumerable<string> lines) => [.. lines.Select(l => Frame().Match(l)).Where(m => m.Success).Select(m => m.Groups["frame"].Value)];

    [GeneratedRegex(@"\[ *\d+\.\d{6}\] ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"\b(?<name>R[A-Z0-9]{2}): (0018:)?(?<value>[0-9a-f]{16})\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Register();

    [GeneratedRegex(@"^task:.{15} state:. .* pid: *(?<pid>\d+) ", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TaskHead();

    [GeneratedRegex(@"^ (?<frame>[^ ?<]\S*\+0x[0-9a-f]+/0x[0-9a-f]+( \[\S+\])?)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Frame();
}
