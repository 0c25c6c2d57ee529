using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Code.Entries;

/// <summary>
/// Tables in the module's data of what to hook: a name or a number of a system call, and beside it the function that takes its place. Code walks them in
/// a loop, so that the instruction that hooks does not show which.
/// </summary>
sealed class HookTables(ModuleCode code, WalkResults results, DataObjects data, List<KernelChange> changes)
{
    readonly ModuleImage _image = code.Image;

    internal IEnumerable<KernelChange> Find()
    {
        bool traces = _image.AddressOf("register_ftrace_function") is not null || results.Calls.Any(c => c.Call.Callee.Name is "register_ftrace_function" or "ftrace_set_filter_ip");
        StoreNote? table = results.Stores.Find(s => s.Target.Place is { Kind: PlaceKind.Symbol, Name: { } name } && SystemCallSymbols.IsTable(name) && data.FunctionAt(s.Content.Number) is null);
        bool writes = table is not null || changes.Any(c => c.Kind is KernelChangeKind.WriteProtectionOff or KernelChangeKind.MemoryMadeWritable or KernelChangeKind.CodePatched);
        if (!traces && !writes)
            yield break;
        foreach (FunctionPointer pointer in data.AllFunctions())
        {
            string? name = NameBefore(pointer.Address);
            if (name is not null && traces && _image.File.Elf.Symbols.Length > 0)
                yield return Make(KernelChangeKind.FunctionOverwritten, "entries.traced", name, SystemCallSymbols.CallOf(name), pointer, Confidence.Likely);
            else if (name is not null && SystemCallSymbols.CallOf(name) is { } call)
                yield return Make(KernelChangeKind.FunctionOverwritten, "entries.listed", name, call, pointer, Confidence.Likely);
            else if (name is null && table?.Target.Place?.Name is { } symbol && NumberBefore(pointer.Address) is { } number && SystemCallSymbols.NameAt(symbol, number) is { } numbered)
                yield return Make(KernelChangeKind.SystemCallReplaced, "entries.numbered", symbol, numbered, pointer, Confidence.Likely, number);
        }
    }

    KernelChange Make(KernelChangeKind kind, string text, string symbol, string? call, FunctionPointer pointer, Confidence confidence, long? number = null)
    {
        ImmutableArray<SectionOffset> evidence = [_image.Locate(pointer.Address) ?? default];
        return new KernelChange(kind, Message.Of(text, symbol, pointer.Function.Name, number ?? 0, call), confidence, evidence)
        { Replacement = pointer.Function, KernelSymbol = symbol, SystemCallName = call, SystemCall = (int?)number ?? (call is null ? null : SystemCallSymbols.NumberOf(call)) };
    }

    string? NameBefore(ulong address) =>
        _image.RelocationAt(address - 8) is { Width: 8 } relocation ? ImageText.NameAt(_image, relocation.Target) : null;

    /// <summary>A small number in front of the pointer that is no pointer itself.</summary>
    long? NumberBefore(ulong address) =>
        !_image.IsRelocated(address - 8, 8) && _image.ReadUInt64(address - 8) is { } value && (uint)value < 512 && value >> 32 == 0 ? (long)value : null;
}
