using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Kernel;

namespace Stucktrace.Code.Entries;

/// <summary>
/// Writes of functions into a table whose address the module found in a way that could not be followed. It is taken for the system call table only when
/// the module also opens read-only memory, keeps the entries that it replaces, and at least one function is named after the call at its index.
/// </summary>
sealed class UnnamedTables(ModuleCode code, WalkResults results, List<KernelChange> changes)
{
    // No module replaces more entries than there are system calls.
    const int MostStores = 512;

    internal IEnumerable<KernelChange> Find()
    {
        if (!changes.Any(c => c.Kind is KernelChangeKind.WriteProtectionOff or KernelChangeKind.MemoryMadeWritable))
            return [];
        List<KernelChange> found = [];
        foreach (IGrouping<ulong, StoreNote> table in results.Stores.Where(IsCandidate).Take(MostStores).GroupBy(s => s.Target.Place!.Address))
        {
            bool named = table.Any(s => SystemCallNames.X64((long)s.Target.Number / 8) is { } call && $"_{FunctionOf(s)!.Name}_".Contains($"_{call}_", StringComparison.Ordinal));
            bool kept = table.Any(Keeps);
            if (!kept || (!named && table.Count() < 2))
                continue;
            found.AddRange(table.Select(s => Make(s, named)));
        }

        return found;
    }

    bool IsCandidate(StoreNote store) =>
        store.Target.Place is { Kind: PlaceKind.Variable } && !store.HasIndex && store.Width == 8 && store.Target.Number % 8 == 0 && store.Target.Number < 512 * 8 && FunctionOf(store) is not null;

    /// <summary>True when the entry that is replaced was read into a variable of the module.</summary>
    bool Keeps(StoreNote store) => results.Variables.Values.Any(v => v.Any(c =>
        c.Content is { Number: 0, Place: { Kind: PlaceKind.Content } content } && content.Address == store.Target.Number && content.Parent == store.Target.Place));

    Function? FunctionOf(StoreNote store) =>
        store.Content.IsNumber && code.FunctionAt(store.Content.Number) is { } function && function.Entry == store.Content.Number ? function : null;

    KernelChange Make(StoreNote store, bool named)
    {
        long index = (long)store.Target.Number / 8;
        string? name = SystemCallNames.X64(index);
        Function function = FunctionOf(store)!;
        ImmutableArray<SectionOffset> evidence = [code.Image.Locate(store.At) ?? default];
        return new KernelChange(KernelChangeKind.SystemCallReplaced, Message.Of("entries.table-found", function.Name, index, name ?? "?"), named ? Confidence.Likely : Confidence.Possible, evidence)
        { By = store.By, Replacement = function, SystemCall = (int)index, SystemCallName = name };
    }
}
