using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Names that are not to be trusted: a stripped module's code shown under its nearest remaining symbol (ST1111), or under none (ST1112).</summary>
static class SymbolFacts
{
    // kallsyms takes a symbol to reach to the next one. Real functions this long are rare; two places of one trace in one of them are rarer.
    const ulong LongFunction = 0x2000;
    const ulong HugeFunction = 0x8000;

    // Modules lie behind the kernel's text on x86-64: at 0xffffffffa0000000, with KASLR at 0xffffffffc0000000, up to 0xffffffffff000000.
    const ulong ModulesFrom = 0xffffffffa0000000;
    const ulong ModulesTo = 0xffffffffff000000;

    public static void Read(Report report, FindingList facts)
    {
        List<(CodeLocation Location, long Line)> places = [.. report.Frames.Where(f => f.Location.Module is not null && !CallerSlot.IsPointer(f)).Select(f => (f.Location, f.Line))];
        if (report.Location is { } location)
            places.Insert(0, (location, report.LocationLine ?? report.FirstLine));
        foreach (IGrouping<(string?, string?, ulong?), (CodeLocation Location, long Line)> group in places.Where(p => p.Location.Symbol is not null).GroupBy(p => (p.Location.Symbol, p.Location.Module, p.Location.Size)))
        {
            int offsets = group.Select(p => p.Location.Offset).Distinct().Count();
            if (group.Select(p => p.Location).FirstOrDefault(l => IsDoubtful(l, offsets)) is not { } doubtful)
                continue;
            bool beyond = doubtful.Offset > doubtful.Size;
            facts.Add("ST1111", Message.Of(beyond ? "fact.symbol.beyond" : "fact.symbol.long", $"{doubtful.Symbol}+{RegisterText.Hex(doubtful.Offset ?? 0)}/{RegisterText.Hex(doubtful.Size ?? 0)}", doubtful.Module ?? "vmlinux"),
                beyond ? Confidence.Strong : doubtful.Size >= HugeFunction ? Confidence.Likely : Confidence.Possible, report.Location == group.First().Location ? 58 : 10, group.Select(p => p.Line), doubtful.Module is { } module ? $"nm -n {module}.ko" : "nm -n vmlinux");
        }

        if (report is { Architecture: Architecture.X64, Location: { Symbol: null, Address: >= ModulesFrom and < ModulesTo } bare })
            facts.Add("ST1112", Message.Of("fact.symbol.none", RegisterText.Hex(bare.Address!.Value)), Confidence.Likely, 58, [report.LocationLine ?? report.FirstLine], "sudo grep -w Live /proc/modules");
    }

    /// <summary>True when the symbol's name is likely that of a neighbour.</summary>
    /// <param name="location">The place.</param>
    /// <param name="places">Different places of the trace under that symbol.</param>
    public static bool IsDoubtful(CodeLocation location, int places = 1) => location switch
    {
        { Offset: { } offset, Size: { } size } when size > 0 && offset > size => true,
        { Module: not null, Size: >= HugeFunction, Offset: > 0x1000 } => true,
        { Module: not null, Size: >= LongFunction, Offset: > 0x400 } => places > 1,
        _ => false,
    };
}
