using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Incidents.Parsing;

/// <summary>
/// Collects what an RCU stall report says in all its wordings: kernel/rcutree.c and kernel/rcutree_plugin.h from 2.6.32 on, kernel/rcu/tree_stall.h and
/// tree_exp.h since 5.1, kernel/rcu/tasks.h.
/// </summary>
sealed class RcuStallParser
{
    readonly ImmutableArray<int>.Builder _cpus = ImmutableArray.CreateBuilder<int>();
    readonly ImmutableArray<int>.Builder _tasks = ImmutableArray.CreateBuilder<int>();
    string _flavour = string.Empty;
    bool _expedited;
    bool _self;
    int? _detectedBy;
    long? _jiffies;
    long? _starved;

    /// <summary>True once a line of a stall report was seen.</summary>
    public bool Seen { get; private set; }

    /// <summary>Shows a line of the report.</summary>
    /// <param name="text">The message without prefix.</param>
    /// <returns>True when it says something about the stall.</returns>
    public bool Offer(ReadOnlySpan<char> text)
    {
        LineScanner scanner = new(text);
        scanner.SkipBlanks();
        scanner.Take("rcu: ");
        scanner.SkipBlanks();
        bool said = OfferHeader(scanner) || OfferStarved(scanner.Rest) || (Seen && (OfferCpu(scanner) || OfferBlocked(scanner) || OfferHoldout(scanner)));
        said |= (Seen || said) && OfferAge(scanner);
        Seen |= said;
        return said;
    }

    /// <summary>What was collected.</summary>
    public RcuStall Build() => new(_flavour, _expedited, _self, _cpus.ToImmutable(), _tasks.ToImmutable(), _detectedBy, _jiffies, _starved);

    bool OfferHeader(LineScanner scanner)
    {
        if (!scanner.SkipPast("INFO: "))
            return false;
        scanner.SkipBlanks();
        ReadOnlySpan<char> name = scanner.TakeWord();
        if (!name.StartsWith("rcu", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("srcu", StringComparison.Ordinal))
            return false;
        ReadOnlySpan<char> rest = scanner.Rest;
        if (!rest.Contains("stall", StringComparison.Ordinal) || rest.Contains("ended before", StringComparison.Ordinal))
            return false;
        if (!name.SequenceEqual("RCU"))
            _flavour = (name.EndsWith("_state", StringComparison.Ordinal) ? name[..^6] : name).ToString();
        _expedited |= rest.Contains("expedited", StringComparison.Ordinal);
        _self |= rest.Contains("self-detected", StringComparison.Ordinal);

        // "RCU detected CPU 1 stall", "detected stall on CPU 0"
        if (scanner.SkipPast("CPU ") && scanner.TakeInt(out int cpu))
            Add(_cpus, cpu);
        scanner = new LineScanner(rest);
        if (scanner.SkipPast("stalls: ") || scanner.SkipPast("{"))
            OfferList(scanner);
        return true;
    }

    // "{ 0-... 2-.D.. P123 }", "{ 2 3}", "1 P123 (detected by …": CPUs with flags, tasks with a P.
    void OfferList(LineScanner scanner)
    {
        while (!scanner.AtEnd && scanner.Next is not ('}' or '('))
        {
            scanner.SkipBlanks();
            if (scanner.Take('P') && scanner.TakeInt(out int pid))
                Add(_tasks, pid);
            else if (scanner.TakeInt(out int cpu))
                Add(_cpus, cpu);
            else if (!scanner.AtEnd && scanner.Next is not ('}' or '('))
                scanner.Advance(1);
            while (!scanner.AtEnd && scanner.Next is not (' ' or '}' or '('))
                scanner.Advance(1);
            scanner.SkipBlanks();
        }
    }

    // "1-....: (2833 ticks this GP) idle=…", "1: (1 GPs behind) idle=…", " { 1}  (t=65000 jiffies g=…)"
    bool OfferCpu(LineScanner scanner)
    {
        if (scanner.Take('{'))
        {
            OfferList(scanner);
            return true;
        }

        if (!scanner.TakeInt(out int cpu) || cpu < 0)
            return false;
        if (scanner.Take('-'))
        {
            while (scanner.Next is '.' or '!' or '?' || char.IsAsciiLetterOrDigit(scanner.Next))
                scanner.Advance(1);
        }

        if (!scanner.Take(':') || !scanner.Rest.TrimStart(' ').StartsWith('('))
            return false;
        Add(_cpus, cpu);
        return true;
    }

    // "Tasks blocked on level-1 rcu_node (CPUs 0-15): P18278/1:b..l P7"
    bool OfferBlocked(LineScanner scanner)
    {
        if (!scanner.Take("Tasks blocked on level-") || !scanner.SkipPast(":"))
            return false;
        OfferList(scanner);
        return true;
    }

    // rcu_tasks: "ffff88003a5b3e50: .. nvcsw: 2/2 holdout: 1 idle_cpu: -1/0"; the task's own line follows and is read as such.
    static bool OfferHoldout(LineScanner scanner) => scanner.Rest.Contains(" holdout: ", StringComparison.Ordinal);

    // "(detected by 7, t=15002 jiffies, g=…)", "(t=15000 jiffies g=… q=…)", "} 21012 jiffies s: 85"
    bool OfferAge(LineScanner scanner)
    {
        LineScanner start = scanner;
        bool said = false;
        if (scanner.SkipPast("(detected by ") && scanner.TakeInt(out int by))
        {
            _detectedBy ??= by;
            said = true;
        }

        scanner = start;
        if ((scanner.SkipPast("(t=") || scanner.SkipPast(" t=")) && scanner.TakeNumber(out long jiffies))
        {
            _jiffies ??= jiffies;
            said = true;
        }

        scanner = start;
        if (_expedited && scanner.SkipPast("} ") && scanner.TakeNumber(out long age) && scanner.Sees(" jiffies"))
        {
            _jiffies ??= age;
            said = true;
        }

        return said;
    }

    // "rcu_preempt kthread starved for 5250 jiffies! g…", "rcu_sched kthread timer wakeup didn't happen for 2500 jiffies!"
    bool OfferStarved(ReadOnlySpan<char> text)
    {
        LineScanner scanner = new(text);
        if (!scanner.SkipPast(" kthread starved for ") || !scanner.TakeNumber(out long jiffies))
            return false;
        _starved ??= jiffies;
        return true;
    }

    static void Add(ImmutableArray<int>.Builder list, int value)
    {
        if (list.Count < ReadLimits.MaxStallNames && !list.Contains(value))
            list.Add(value);
    }
}
