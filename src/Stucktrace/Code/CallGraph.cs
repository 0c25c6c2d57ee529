using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Code;

/// <summary>Who calls whom in a module, and whose address is handed out.</summary>
public sealed class CallGraph
{
    readonly Dictionary<ulong, List<CallSite>> _callers = [];
    readonly Dictionary<ulong, List<CallSite>> _callees = [];
    readonly Dictionary<string, List<CallSite>> _imports = new(StringComparer.Ordinal);
    readonly Dictionary<ulong, List<FunctionReference>> _references = [];

    CallGraph()
    {
    }

    /// <summary>The places that call the function or jump to it.</summary>
    public ImmutableArray<CallSite> CallersOf(Function function) => Of(_callers, function.Entry);

    /// <summary>The places that call the kernel's or another module's function of that name.</summary>
    public ImmutableArray<CallSite> CallersOf(string import) => Of(_imports, import);

    /// <summary>What the function calls, in the order of its instructions.</summary>
    public ImmutableArray<CallSite> CallsOf(Function function) => Of(_callees, function.Entry);

    /// <summary>The places that hold or take the function's address: data such as operations tables, and code that hands it on.</summary>
    public ImmutableArray<FunctionReference> ReferencesTo(Function function) => Of(_references, function.Entry);

    internal static CallGraph Of(ModuleCode code)
    {
        var graph = new CallGraph();
        foreach (Function function in code.Functions)
            graph.AddCalls(code, function);
        graph.AddReferences(code);
        return graph;
    }

    static ImmutableArray<TItem> Of<TKey, TItem>(Dictionary<TKey, List<TItem>> lists, TKey key)
        where TKey : notnull => lists.TryGetValue(key, out List<TItem>? list) ? [.. list] : [];

    static void Add<TKey, TItem>(Dictionary<TKey, List<TItem>> lists, TKey key, TItem item)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out List<TItem>? list))
            lists.Add(key, list = []);
        list.Add(item);
    }

    void AddCalls(ModuleCode code, Function function)
    {
        ControlFlowGraph graph = code.GraphOf(function);
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (ref readonly Instruction instruction in graph.InstructionsOf(block))
            {
                if (instruction.FlowControl == FlowControl.Next)
                {
                    if (instruction.Code == Iced.Intel.Code.Lea_r64_m && instruction.IsIPRelativeMemoryOperand)
                        AddReference(code, instruction.IPRelativeMemoryAddress, instruction.IP, function);
                    continue;
                }

                InstructionKind kind = code.KindOf(instruction, out ulong target);
                bool leaves = target != 0 && !function.Contains(target);
                CallKind? call = kind switch
                {
                    InstructionKind.Call or InstructionKind.NoReturnCall => CallKind.Direct,
                    InstructionKind.IndirectCall => CallKind.Indirect,
                    InstructionKind.Jump or InstructionKind.Branch or InstructionKind.Patched when leaves => CallKind.Tail,
                    InstructionKind.IndirectJump when block.End == BlockEnd.IndirectJump => CallKind.IndirectTail,
                    _ => null,
                };
                if (call is { } known)
                    AddCall(code, function, instruction.IP, known, known is CallKind.Direct or CallKind.Tail ? target : null);
            }
        }
    }

    void AddCall(ModuleCode code, Function caller, ulong at, CallKind kind, ulong? target)
    {
        Function? callee = target is { } address ? code.FunctionAt(address) : null;
        string? import = target is { } place ? code.Image.ExternalAt(place)?.Name : null;
        var site = new CallSite(caller, at, kind, target, callee, import);
        Add(_callees, caller.Entry, site);
        if (callee is not null)
            Add(_callers, callee.Entry, site);
        else if (import is not null)
            Add(_imports, import, site);
    }

    void AddReferences(ModuleCode code)
    {
        foreach (ref readonly AppliedRelocation relocation in code.Image.Relocations.AsSpan())
        {
            if (ElfRelocationType.IsRelative(relocation.Type) || relocation.Target < ModuleImage.Base ||
                code.Image.SectionAt(relocation.Address) is not { } section || CodeSectionNames.HoldsSites(section.Name))
            {
                continue;
            }

            Function? place = section.IsCode ? code.FunctionAt(relocation.Address) : null;
            if (!section.IsCode || place is not null)
                AddReference(code, relocation.Target, relocation.Address, place);
        }
    }

    void AddReference(ModuleCode code, ulong address, ulong at, Function? from)
    {
        if (code.FunctionAt(address) is { } function && function.Entry == address)
            Add(_references, address, new FunctionReference(function, at, from));
    }
}
