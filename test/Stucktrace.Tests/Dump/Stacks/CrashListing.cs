using System.Text.RegularExpressions;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump.Stacks;

/// <summary>The stacks that crash 8.0.6 lists, with debug information: task address, then its frames and the places that interrupts came at.</summary>
static partial class CrashListing
{
    internal static List<(ulong Task, List<(string Symbol, ulong Address)> Frames)> Read(string path)
    {
        List<(ulong Task, List<(string Symbol, ulong Address)> Frames)> all = [];
        string? interrupted = null;
        foreach (string line in File.ReadLines(path))
        {
            if (TaskLine().Match(line) is { Success: true } task)
                all.Add((LabMachine.Hex(task.Groups["task"].Value), []));
            else if (Interrupted().Match(line) is { Success: true } place)
                interrupted = place.Groups["name"].Value;
            else if (interrupted is not null && Rip().Match(line) is { Success: true } rip)
            {
                all[^1].Frames.Add((interrupted, LabMachine.Hex(rip.Groups["at"].Value)));
                interrupted = null;
            }
            else if (Frame().Match(line) is { Success: true } frame)
                AddFrame(all, frame);
        }

        return all;
    }

    // After the place of an interrupt crash may list the same place as a frame.
    static void AddFrame(List<(ulong Task, List<(string Symbol, ulong Address)> Frames)> all, Match frame)
    {
        (string, ulong) found = (frame.Groups["name"].Value, LabMachine.Hex(frame.Groups["at"].Value));
        if (all[^1].Frames.Count == 0 || all[^1].Frames[^1] != found)
            all[^1].Frames.Add(found);
    }

    [GeneratedRegex(@"^PID: \d+ +TASK: (?<task>[0-9a-f]+) ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TaskLine();

    [GeneratedRegex(@"^ +\[exception RIP: (?<name>[^+]+)\+\d+\]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Interrupted();

    [GeneratedRegex(@"^ +RIP: (?<at>[0-9a-f]+) ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Rip();

    [GeneratedRegex(@"^ ?#\d+ \[[0-9a-f]+\] (?<name>\S+) at (?<at>[0-9a-f]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Frame();
}
