using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stucktrace.Dump;
using Stucktrace.Incidents;
using Stucktrace.Reporting;

namespace Stucktrace.Lab;

/// <summary>Holds a dump against what the same kernel said of itself on its console just before: tasks, modules, symbols, stacks, and its log.</summary>
static class GroundTruth
{
    const string TaskLine = "lab-task: ", ModuleLine = "lab-module: ", SymbolLine = "lab-symbol: ";

    const int TimeWidth = 14, MaxName = 15;

    // States that a task of /proc may have left by the time of the dump only for one of these: it runs, sleeps for a moment, or waits.
    const string Living = "RSDI";

    /// <summary>Compares.</summary>
    /// <param name="logPath">The serial console.</param>
    /// <param name="dumpPath">The dump.</param>
    /// <param name="reports">Reports of the log.</param>
    /// <returns>What differs, and how many statements were compared.</returns>
    public static (ImmutableArray<string> Differences, int Compared) Compare(string logPath, string dumpPath, IEnumerable<Report> reports)
    {
        using DumpResult dump = DumpInspection.Run([dumpPath]);
        if (dump.Machine is not { } machine)
            return (["the dump could not be read: " + string.Join(' ', dump.Diagnostics.Select(d => d.Message.Render(Language.English)))], 0);

        ImmutableArray<string>.Builder differences = ImmutableArray.CreateBuilder<string>();
        int compared = 0;
        string[] lines = [.. File.ReadAllText(logPath, Encoding.Latin1).Split('\n').Select(l => l.TrimEnd('\r'))];
        foreach (string line in lines)
        {
            if (!line.StartsWith("lab-", StringComparison.Ordinal))
                continue;
            string? difference = line.StartsWith(TaskLine, StringComparison.Ordinal) ? Task(machine, line[TaskLine.Length..])
                : line.StartsWith(ModuleLine, StringComparison.Ordinal) ? Module(machine, line[ModuleLine.Length..])
                : line.StartsWith(SymbolLine, StringComparison.Ordinal) ? Symbol(dump, line[SymbolLine.Length..])
                : "";
            compared++;
            if (!string.IsNullOrEmpty(difference))
                differences.Add(difference);
        }

        CompareLogs(dump, lines, differences, ref compared);
        foreach (string? difference in StackTruth.Compare(dump, reports))
        {
            compared++;
            if (difference is not null)
                differences.Add(difference);
        }

        return (differences.ToImmutable(), compared);
    }

    // PID GROUP STATE PARENT NAME
    static string? Task(DumpedMachine machine, string words)
    {
        string[] parts = words.Split(' ', 5);
        if (parts.Length < 5 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
            return null;
        if (machine.Tasks.FirstOrDefault(t => t.Pid == pid) is not { } task)
            return $"task {words} is not in the dump";
        if (task.Tgid.ToString(CultureInfo.InvariantCulture) != parts[1])
            return $"task {pid} has group {task.Tgid}, /proc said {parts[1]}";
        // /proc has longer names for the kernel's own threads: in full, and for a worker what it works on; the task itself has 15 characters.
        bool cut = task.Comm.Length == MaxName && parts[4].StartsWith(task.Comm, StringComparison.Ordinal);
        if (task.Comm != parts[4] && !cut && !(task.Comm.StartsWith("kworker/", StringComparison.Ordinal) && parts[4].StartsWith("kworker/", StringComparison.Ordinal)))
            return $"task {pid} is called {task.Comm}, /proc said {parts[4]}";
        if (task.StateLetter != parts[2][0] && !(Living.Contains(task.StateLetter, StringComparison.Ordinal) && Living.Contains(parts[2][0], StringComparison.Ordinal)))
            return $"task {pid} {task.Comm} is in state {task.StateLetter}, /proc said {parts[2]}";
        int parent = machine.TaskAt(task.Parent)?.Pid ?? -1;
        return parent.ToString(CultureInfo.InvariantCulture) == parts[3] ? "" : $"task {pid} has parent {parent}, /proc said {parts[3]}";
    }

    // NAME SIZE USERS DEPENDENTS STATE ADDRESS
    static string Module(DumpedMachine machine, string words)
    {
        string[] parts = words.Split(' ');
        if (machine.Modules.FirstOrDefault(m => m.Name == parts[0]) is not { } module)
            return $"module {parts[0]} is not in the dump";
        ulong at = ulong.Parse(parts[5].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return module.Regions.Any(r => r.Address == at) ? "" : $"module {parts[0]} does not lie at {parts[5]}";
    }

    // ADDRESS TYPE NAME
    static string Symbol(DumpResult dump, string words)
    {
        string[] parts = words.Split(' ');
        ulong at = ulong.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        ulong? found = dump.Machine!.Kernel.Symbols.Find(parts[2]);
        return found == at ? "" : $"symbol {parts[2]} lies at {found:x}, /proc/kallsyms said {parts[0]}";
    }

    /// <summary>Every line that the kernel printed on the console must be in the dump's log.</summary>
    static void CompareLogs(DumpResult dump, string[] lines, ImmutableArray<string>.Builder differences, ref int compared)
    {
        if (dump.Log is not { } log)
        {
            differences.Add("the kernel's log was not found in the dump");
            return;
        }

        using MemoryStream bytes = new();
        log.WriteTo(bytes);
        HashSet<string> inDump = [.. Encoding.Latin1.GetString(bytes.ToArray()).Split('\n').Select(WithoutTime)];
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (line.Length <= TimeWidth || line[0] != '[' || line[TimeWidth - 1] != ']')
                continue;
            compared++;
            // A program that writes to the same console may break a line of the kernel's in two.
            if (!inDump.Contains(WithoutTime(line)) && !inDump.Contains(WithoutTime(line + lines.ElementAtOrDefault(i + 1))))
                differences.Add("not in the dump's log: " + line);
        }
    }

    // "[    0.000000] "; further lines of a record are indented in the dump and carry the time again on the console.
    static string WithoutTime(string line) => (line.Length > TimeWidth && line[0] == '[' ? line[TimeWidth..] : line).Trim();
}
