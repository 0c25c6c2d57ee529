using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Code.Entries;

/// <summary>Turns what was seen in the code into what it does to the kernel.</summary>
sealed class ChangeFinder(ModuleCode code, WalkResults results, DataObjects data)
{
    const int EntrySize = 8;

    readonly List<KernelChange> _changes = [];
    readonly ModuleImage _image = code.Image;

    ILookup<ulong, StoreNote>? _parametric;

    internal ImmutableArray<KernelChange> Find()
    {
        _parametric = results.Stores.Where(WalkResults.IsParametric).ToLookup(s => s.By.Entry);
        foreach (StoreNote store in results.Stores)
            AddStore(store, store.Target, store.HasIndex ? null : 0, store.Content, store.At);
        foreach ((Function by, CallNote call) in results.Calls)
            AddCall(by, call);
        foreach (MachineNote note in results.Machine)
            Add(new KernelChange(note.Kind, Message.Of(MachineText(note.Kind), note.By.Name), Confidence.Strong, Places(note.At)) { By = note.By });
        _changes.AddRange(new HookTables(code, results, data, _changes).Find());
        _changes.AddRange(new UnnamedTables(code, results, _changes).Find());
        return [.. Merge(_changes).OrderBy(c => c.Kind).ThenBy(c => c.SystemCall ?? 0).ThenBy(c => c.Evidence[0])];
    }

    /// <summary>A write to something of the kernel.</summary>
    /// <param name="store">The write.</param>
    /// <param name="target">Where to.</param>
    /// <param name="index">Index in a table, where it is known.</param>
    /// <param name="content">What is written.</param>
    /// <param name="at">Where the caller decides on it, or the write itself.</param>
    void AddStore(StoreNote store, in Value target, long? index, in Value content, ulong at)
    {
        if (target.Place is not { Kind: PlaceKind.Symbol, Name: { } symbol } place)
            return;
        Function? function = content.IsNumber ? data.FunctionAt(content.Number) : null;
        if (SystemCallSymbols.IsTable(symbol))
        {
            if (function is not null && index is { } i && target.Number % EntrySize == 0)
                AddSystemCall(symbol, (long)(target.Number / EntrySize) + i, function, store.By, Evidence(store.At, at));
            else if (function is not null && index is null && store.Index.Place is not { Kind: PlaceKind.Argument })
                Add(new KernelChange(KernelChangeKind.SystemCallReplaced, Message.Of("entries.table-unknown", function.Name, symbol), Confidence.Strong, Evidence(store.At, at))
                { By = store.By, Replacement = function, KernelSymbol = symbol });
            return;
        }

        if (function is not null && store.Width == 8)
            Add(new KernelChange(KernelChangeKind.PointerReplaced, Message.Of("entries.pointer", function.Name, PlaceText(symbol, target.Number)), Confidence.Strong, Evidence(store.At, at))
            { By = store.By, Replacement = function, KernelSymbol = symbol });
        else if (data.FunctionAt(content.Origin) is { } jump)
            AddOverwrite(symbol, jump, store.By, Evidence(store.At, at));
        else if (place.Address == 1 && content.Place is null && SystemCallSymbols.CallOf(symbol) is not null)
            Add(new KernelChange(KernelChangeKind.MemoryWritten, Message.Of("entries.written", PlaceText(symbol, target.Number)), Confidence.Likely, Evidence(store.At, at))
            { By = store.By, KernelSymbol = symbol });
    }

    void AddCall(Function by, CallNote call)
    {
        if (call.Callee.Function is { } own)
        {
            if (results.LooksUp(own))
                AddLookup(by, call, own.Name);
            // The caller decides what a helper writes.
            foreach (StoreNote store in _parametric![own.Entry])
                AddStore(store, store.Target, IndexFor(store, call), ContentFor(store, call), call.At);
            return;
        }

        KernelFunctionRole? role = call.Callee.Name is { } name ? KernelFunctions.Find(name)?.Role : null;
        if (WalkResults.WritesControl(call))
        {
            Add(new KernelChange(KernelChangeKind.WriteProtectionOff, Message.Of("entries.write-protect", by.Name), role == KernelFunctionRole.WriteControl ? Confidence.Strong : Confidence.Likely,
                Places(call.At))
            { By = by });
            return;
        }

        Value address = call.Arguments[0];
        string? symbol = address.Place is { Kind: PlaceKind.Symbol } place ? place.Name : null;
        switch (role)
        {
            case KernelFunctionRole.Lookup:
                AddLookup(by, call, call.Callee.Name!);
                break;
            case KernelFunctionRole.Register when call.Callee.Name is "register_kprobe" or "register_kretprobe" && results.ProbedName(call) is { } probed && !HasHandlers(call):
                Add(new KernelChange(KernelChangeKind.SymbolLookup, Message.Of("entries.lookup-probe", by.Name, probed), Confidence.Strong, Places(call.At)) { By = by, KernelSymbol = probed });
                break;
            case KernelFunctionRole.Protect when call.Callee.IsLookedUp || symbol is not null || address.IsNumber:
                string subject = symbol ?? (address.IsNumber ? _image.Describe(address.Number)?.Name : null) ?? "?";
                Add(new KernelChange(KernelChangeKind.MemoryMadeWritable, Message.Of("entries.protect", by.Name, call.Callee.Name, subject), Confidence.Strong, Places(call.At)) { By = by, KernelSymbol = symbol });
                break;
            case KernelFunctionRole.Protect:
                Add(new KernelChange(KernelChangeKind.MemoryMadeWritable, Message.Of("entries.protect-unknown", by.Name, call.Callee.Name), Confidence.Strong, Places(call.At)) { By = by });
                break;
            case KernelFunctionRole.Write or KernelFunctionRole.Patch when symbol is not null:
                AddCopy(by, call, symbol);
                break;
            case KernelFunctionRole.Patch:
                Add(new KernelChange(KernelChangeKind.CodePatched, Message.Of("entries.patch", by.Name, call.Callee.Name), Confidence.Strong, Places(call.At)) { By = by });
                break;
        }
    }

    /// <summary>Bytes are copied over something of the kernel: do they hold the address of a function of ours?</summary>
    void AddCopy(Function by, CallNote call, string symbol)
    {
        Value source = call.Arguments[1];
        IEnumerable<ulong> origins = source.Kind == ValueKind.Stack
            ? call.Slots.Where(s => s.Key >= (long)source.Number && s.Key < (long)source.Number + 32).Select(s => s.Value.Origin)
            : source.IsNumber ? data.OriginsIn(source.Number, source.Number + 32) : [];
        foreach (ulong origin in origins)
        {
            if (data.FunctionAt(origin) is not { } function)
                continue;
            AddOverwrite(symbol, function, by, Places(call.At));
            return;
        }

        if (call.Arguments[0].Place is { Address: 1 })
            Add(new KernelChange(KernelChangeKind.MemoryWritten, Message.Of("entries.written", PlaceText(symbol, call.Arguments[0].Number)), Confidence.Likely, Places(call.At)) { By = by, KernelSymbol = symbol });
    }

    void AddLookup(Function by, CallNote call, string through)
    {
        if (call.Arguments[0].IsNumber && ImageText.NameAt(_image, call.Arguments[0].Number) is { } name)
            Add(new KernelChange(KernelChangeKind.SymbolLookup, Message.Of("entries.lookup", by.Name, name, through), Confidence.Strong, Places(call.At)) { By = by, KernelSymbol = name });
    }

    void AddSystemCall(string table, long index, Function function, Function by, ImmutableArray<SectionOffset> evidence)
    {
        string? name = index is >= 0 and < 1024 ? SystemCallSymbols.NameAt(table, index) : null;
        Message what = name is null ? Message.Of("entries.table-number", function.Name, table, index) : Message.Of("entries.table", function.Name, table, index, name);
        Add(new KernelChange(KernelChangeKind.SystemCallReplaced, what, Confidence.Strong, evidence)
        { By = by, Replacement = function, SystemCall = (int)index, SystemCallName = name, KernelSymbol = table });
    }

    void AddOverwrite(string symbol, Function function, Function by, ImmutableArray<SectionOffset> evidence)
    {
        string? name = SystemCallSymbols.CallOf(symbol);
        Add(new KernelChange(KernelChangeKind.FunctionOverwritten, Message.Of("entries.overwritten", symbol, function.Name), Confidence.Strong, evidence)
        { By = by, Replacement = function, KernelSymbol = symbol, SystemCallName = name, SystemCall = name is null ? null : SystemCallSymbols.NumberOf(name) });
    }

    bool HasHandlers(CallNote call)
    {
        Value probe = call.Arguments[0];
        return probe.Kind == ValueKind.Stack ? call.Slots.Any(s => s.Key >= (long)probe.Number && s.Key < (long)probe.Number + 0xa0 && s.Value.IsNumber && data.FunctionAt(s.Value.Number) is not null)
            : !probe.IsNumber || data.FunctionsOf(probe.Number, 0xa0).Count > 0;
    }

    static long? IndexFor(StoreNote store, CallNote call) => !store.HasIndex ? 0
        : store.Index.Place is { Kind: PlaceKind.Argument } argument && call.Arguments[(int)argument.Address] is { IsNumber: true } number
            ? (long)(number.Number * (ulong)store.Scale / EntrySize) : null;

    static Value ContentFor(StoreNote store, CallNote call) =>
        store.Content.Place is { Kind: PlaceKind.Argument } argument ? call.Arguments[(int)argument.Address] : store.Content;

    void Add(KernelChange change) => _changes.Add(change);

    ImmutableArray<SectionOffset> Evidence(ulong store, ulong caller) => store == caller ? Places(store) : Places(caller, store);

    ImmutableArray<SectionOffset> Places(params ReadOnlySpan<ulong> addresses)
    {
        ImmutableArray<SectionOffset>.Builder places = ImmutableArray.CreateBuilder<SectionOffset>();
        foreach (ulong address in addresses)
            places.Add(_image.Locate(address) ?? default);
        return places.ToImmutable();
    }

    static string PlaceText(string symbol, ulong offset) => offset == 0 ? symbol : $"{symbol}+0x{offset:x}";

    static string MachineText(KernelChangeKind kind) => kind switch
    {
        KernelChangeKind.WriteProtectionOff => "entries.write-protect",
        KernelChangeKind.EntryChanged => "entries.entry-changed",
        _ => "entries.entry-read",
    };

    /// <summary>The same thing done at several places is one change with several places.</summary>
    static IEnumerable<KernelChange> Merge(List<KernelChange> changes)
    {
        foreach (IGrouping<(KernelChangeKind, string?, string?, int?, string?), KernelChange> same in changes.GroupBy(c => (
            c.Kind, c.KernelSymbol, c.Replacement?.Name, c.SystemCall, c.Kind is KernelChangeKind.SymbolLookup ? null : c.By?.Name)))
            yield return same.First() with { Evidence = [.. same.SelectMany(c => c.Evidence).Distinct()], Confidence = same.Max(c => c.Confidence) };
    }
}
