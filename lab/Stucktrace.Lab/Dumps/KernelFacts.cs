using System.Collections.Immutable;
using System.Globalization;

namespace Stucktrace.Lab.Dumps;

/// <summary>What a kernel said of itself at one moment: the lines of <c>lab/dumps/witness.c</c> between <c>facts</c> and <c>facts end</c>.</summary>
sealed class KernelFacts
{
    readonly Dictionary<int, TaskFact> _tasks = [];
    readonly Dictionary<int, ImmutableArray<string>> _stacks = [];
    readonly List<ModuleFact> _modules = [];
    readonly List<SymbolFact> _symbols = [];

    /// <summary>Release (uname).</summary>
    public string Release { get; private set; } = string.Empty;

    /// <summary>Seconds since boot.</summary>
    public double UptimeSeconds { get; private set; }

    /// <summary>Tasks by their pid.</summary>
    public IReadOnlyDictionary<int, TaskFact> Tasks => _tasks;

    /// <summary>Modules as /proc/modules lists them.</summary>
    public IReadOnlyList<ModuleFact> Modules => _modules;

    /// <summary>Symbols out of /proc/kallsyms.</summary>
    public IReadOnlyList<SymbolFact> Symbols => _symbols;

    /// <summary>The frames of /proc/PID/stack, innermost first: <c>schedule_timeout+0x94/0x150</c>; empty when it had none.</summary>
    public ImmutableArray<string> StackOf(int pid) => _stacks.GetValueOrDefault(pid, []);

    /// <summary>Reads all facts of a guest, by the moment that they are of.</summary>
    /// <exception cref="LabFailure">A line is not understood.</exception>
    public static IReadOnlyDictionary<string, KernelFacts> Read(IEnumerable<string> lines)
    {
        Dictionary<string, KernelFacts> all = new(StringComparer.Ordinal);
        KernelFacts facts = new();
        foreach (string line in lines.Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0))
        {
            string[] words = line.Split(' ');
            if (words is ["facts", not "end"])
                all[words[1]] = facts = new KernelFacts();
            else if (!facts.Take(words))
                throw new LabFailure($"the guest says: {line}");
        }

        return all;
    }

    bool Take(string[] words)
    {
        switch (words)
        {
            case ["task", var tgid, var pid, var parent, var state, .. var comm]:
                _tasks[Number(pid)] = new TaskFact(Number(pid), Number(tgid), Number(parent), state[0], string.Join(' ', comm));
                return true;
            case ["frame", var pid, .. var frame]:
                _stacks[Number(pid)] = StackOf(Number(pid)).Add(string.Join(' ', frame));
                return true;
            case ["module", var name, var size, _, _, var state, var address, .. var taint]:
                _modules.Add(new ModuleFact(name, ulong.Parse(size, CultureInfo.InvariantCulture), state, Hex(address[2..]), taint.Length > 0 ? taint[0].Trim('(', ')') : string.Empty));
                return true;
            case ["symbol", var address, _, var name]:
                // A module's symbol has its module behind a tab.
                string[] parts = name.Split('\t');
                _symbols.Add(new SymbolFact(Hex(address), parts[0], parts.Length > 1 ? parts[1].Trim('[', ']') : null));
                return true;
            case ["uname", var release]:
                Release = release;
                return true;
            case ["uptime", var seconds]:
                UptimeSeconds = double.Parse(seconds, CultureInfo.InvariantCulture);
                return true;
            default:
                return words is ["facts", "end"] or ["ready"];
        }
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    static ulong Hex(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
