using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>
/// Finds in a stripped file the functions that a log of the unstripped module names: each has its size (up to the next function, as kallsyms counts),
/// begins an instruction where the CPU was, stands a call before each return address, and calls what ran. Only what fits one function alone is taken.
/// </summary>
static class UnnamedFunctions
{
    const int MostNames = 64;
    const ulong Page = 4096;

    internal static ImmutableDictionary<string, LoadedSymbol> Find(ExaminedModule module, Report[] reports)
    {
        Dictionary<string, Shown> names = new(StringComparer.Ordinal);
        List<(string Callee, string Caller, ulong Offset)> calls = [];
        foreach (Report report in reports)
            Collect(module, report, names, calls);
        if (names.Count == 0)
            return ImmutableDictionary<string, LoadedSymbol>.Empty;
        (Function Function, ulong Distance, ulong Size)[] functions = Sized(module);
        foreach (Shown shown in names.Values)
            shown.Fitting.AddRange(functions.Where(f => Fits(module, f, shown)));

        // Who calls whom narrows both sides down, again and again until nothing changes.
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach ((string callee, string caller, ulong offset) in calls)
                changed |= Narrow(module, names[callee], names[caller], offset);
        }

        return names.Where(n => n.Value.Fitting.Count == 1).ToImmutableDictionary(
            n => n.Key, n => new LoadedSymbol(n.Key, module.Image.Locate(n.Value.Fitting[0].Function.Entry)!.Value, n.Value.Fitting[0].Distance, n.Value.Fitting[0].Size, false), StringComparer.Ordinal);
    }

    static void Collect(ExaminedModule module, Report report, Dictionary<string, Shown> names, List<(string, string, ulong)> calls)
    {
        string? inner = null;
        if (report.Location is { Symbol: { } at, Offset: { } running, Size: { } own } location && location.Module == module.Name && report.Kind is not (ReportKind.HungTask or ReportKind.TaskDump) && Add(at, own))
        {
            names[at].Running.Add(running);
            inner = at;
        }

        foreach (StackFrame frame in report.Frames.Where(f => f.Reliable && f.Context == FrameContext.Task && f.Location != report.Location))
        {
            if (frame.Location is not { Symbol: { } symbol, Offset: { } offset, Size: { } size } place || place.Module != module.Name || !Add(symbol, size))
            {
                inner = null;
                continue;
            }

            names[symbol].Returns.Add(offset);
            if (inner is not null)
                calls.Add((inner, symbol, offset));
            inner = symbol;
        }

        bool Add(string name, ulong size)
        {
            if (names.Count < MostNames && !module.Layout.Named(name).Any())
                names.TryAdd(name, new Shown(size));
            return names.ContainsKey(name);
        }
    }

    // Functions in the order of loading, each up to the next one or the next cold part.
    static (Function, ulong, ulong)[] Sized(ExaminedModule module)
    {
        ulong? Loaded(ulong address) => module.Image.Locate(address) is { } place && module.Image.SectionOf(place.Section) is { IsInit: false } ? module.Layout.Distance(place) : null;
        ulong[] starts = [.. module.Code.Functions.SelectMany(f => f.Ranges).Select(r => Loaded(r.Start)).OfType<ulong>().Append(module.Layout.TextSize).Distinct().Order()];
        List<(Function, ulong, ulong)> sized = [];
        foreach (Function function in module.Code.Functions)
        {
            if (Loaded(function.Entry) is { } distance && Array.BinarySearch(starts, distance) is >= 0 and var index && index + 1 < starts.Length)
                sized.Add((function, distance, starts[index + 1] - distance));
        }

        return [.. sized];
    }

    static bool Fits(ExaminedModule module, (Function Function, ulong Distance, ulong Size) candidate, Shown shown)
    {
        bool last = candidate.Distance + candidate.Size == module.Layout.TextSize;
        if (candidate.Size != shown.Size && !(last && candidate.Distance + shown.Size == (module.Layout.TextSize + Page - 1) / Page * Page))
            return false;
        return shown.Running.All(o => module.IsInstruction(candidate.Function.Entry + o)) && shown.Returns.All(o => module.CallBefore(candidate.Function.Entry + o) is not null);
    }

    static bool Narrow(ExaminedModule module, Shown callee, Shown caller, ulong offset)
    {
        bool Calls((Function Function, ulong, ulong) from, (Function Function, ulong, ulong) to) =>
            module.CallBefore(from.Function.Entry + offset) is { } site && (site.IsIndirect || (site.Target is { } target && TailCalls.Leads(module, target, to.Function)));
        int before = callee.Fitting.Count + caller.Fitting.Count;
        callee.Fitting.RemoveAll(to => !caller.Fitting.Exists(from => Calls(from, to)));
        caller.Fitting.RemoveAll(from => !callee.Fitting.Exists(to => Calls(from, to)));
        return callee.Fitting.Count + caller.Fitting.Count < before;
    }

    sealed class Shown(ulong size)
    {
        internal ulong Size { get; } = size;

        internal HashSet<ulong> Running { get; } = [];

        internal HashSet<ulong> Returns { get; } = [];

        internal List<(Function Function, ulong Distance, ulong Size)> Fitting { get; } = [];
    }
}
