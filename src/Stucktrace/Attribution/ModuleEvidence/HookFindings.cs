using System.Collections.Immutable;
using Stucktrace.Attribution.Findings;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>How the kernel gets to the place in the module (ST1901), and what the module does to the kernel (ST1902).</summary>
sealed class HookFindings : IFindingRule
{
    const int MostChanges = 6;

    // What takes the place of something of the kernel's own; looking a symbol up alone is no news.
    static readonly ImmutableArray<KernelChangeKind> Told =
    [
        KernelChangeKind.SystemCallReplaced, KernelChangeKind.FunctionOverwritten, KernelChangeKind.PointerReplaced, KernelChangeKind.EntryChanged, KernelChangeKind.CodePatched, KernelChangeKind.WriteProtectionOff,
        KernelChangeKind.MemoryMadeWritable, KernelChangeKind.MemoryWritten,
    ];

    public IEnumerable<Finding> Find(FindingContext context)
    {
        if (context.Case.Cause is not { } cause || context.Verdict.Culprit is not { Kind: CulpritKind.Module, Module: { } culprit } || context.Case.MatchOf(culprit)?.Build != BuildMatch.Same)
            yield break;
        CodePlace[] places = [.. context.Modules.Of(cause).Active().Where(p => p.Module.Name == culprit)];
        if (places.Length == 0)
            yield break;
        ExaminedModule module = places[0].Module;
        Function function = context.Case.Loop?.Function ?? places[0].Function;
        if (module.PathTo(function) is { } path)
            yield return Path(module, path, places, context);
        foreach (KernelChange change in module.Entries.Changes.Where(c => Told.Contains(c.Kind)).OrderBy(c => Told.IndexOf(c.Kind)).DistinctBy(c => (c.Kind, c.KernelSymbol, c.SystemCallName, c.By?.Entry)).Take(MostChanges))
            yield return context.Make("ST1902", Message.Of("join.change", module.Name, change.What), change.Confidence, Places(module, change.Evidence), 57 - Told.IndexOf(change.Kind), change.By is { } by ? [CheckCommand.Listing(module, by)] : []);
    }

    static Finding Path(ExaminedModule module, EntryPath path, CodePlace[] places, FindingContext context)
    {
        // The stack shows the same way: its outermost frame of the module is where the kernel enters it.
        bool seen = places[^1].Function.Entry == path.Entry.Function.Entry;
        return context.Make(
            "ST1901", Message.Of(seen ? "join.path-seen" : "join.path", path.ToString(), path.Entry.How), seen ? Confidence.Strong : Confidence.Likely,
            [.. Places(module, [path.Entry.Evidence]), .. path.Functions.Select(f => module.Evidence(f.Entry))], 77, CheckCommand.Listing(module, path.Entry.Function));
    }

    static ImmutableArray<Evidence> Places(ExaminedModule module, ImmutableArray<SectionOffset> places) =>
        [.. places.Take(6).Select(p => module.Image.AddressOf(p) is { } address ? module.Evidence(address) : null).OfType<Evidence>()];
}
