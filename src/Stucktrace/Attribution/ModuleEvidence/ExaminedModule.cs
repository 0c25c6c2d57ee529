using System.Collections.Immutable;
using System.Globalization;
using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Code.Loops;
using Stucktrace.Dump.Code;
using Stucktrace.Formats.Elf;
using Stucktrace.Machine.Symbolic;
using Stucktrace.Termination;
using Stucktrace.Termination.Locks;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>A module file among the inputs, opened: its code is taken apart only where a report leads to it.</summary>
public sealed class ExaminedModule
{
    readonly Lazy<LoadedLayout> _layout;
    readonly Lazy<PatchedBytes> _patched;
    readonly Lazy<ModuleImage> _image;
    readonly Lazy<ModuleCode> _code;
    readonly Lazy<ModuleEntries> _entries;
    readonly Lazy<TypeInfo?> _types;
    readonly Lazy<ImmutableArray<LockStudy>> _locks;
    readonly Dictionary<ulong, ImmutableArray<LoopFacts>> _loops = [];
    readonly Dictionary<(ulong Head, ScenarioCast Cast), LoopStudy?> _studies = [];
    readonly Dictionary<ulong, ImmutableArray<Expression>> _values = [];
    readonly Dictionary<ulong, Evidence> _evidence = [];
    readonly Dictionary<ulong, EntryPath?> _paths = [];

    /// <summary>Takes a file.</summary>
    /// <param name="input">Index of the input.</param>
    /// <param name="file">The file.</param>
    /// <param name="types">Names of fields; asked for when the first loop is read.</param>
    public ExaminedModule(int input, ModuleFile file, Func<ModuleFile, TypeInfo?>? types = null)
    {
        _types = new(() => types?.Invoke(file));
        (Input, File) = (input, file);
        _layout = new(() => new LoadedLayout(file.Elf));
        _patched = new(() => new PatchedBytes(file));
        _image = new(() => ModuleImage.Load(file));
        _code = new(() => ModuleCode.Analyze(_image.Value));
        _entries = new(() => ModuleEntries.Of(_code.Value));
        _locks = new(() => LockStudy.Of(Code));
    }

    /// <summary>Takes a module that was made again out of the memory of a dump.</summary>
    /// <param name="input">Index of the dump.</param>
    /// <param name="memory">The module.</param>
    /// <param name="types">Names of fields.</param>
    public ExaminedModule(int input, LoadedModuleCode memory, Func<ModuleFile, TypeInfo?>? types = null)
        : this(input, memory.File, types)
    {
        Memory = memory;
        _code = new(() => memory.Code);
        _image = new(() => memory.Code.Image);
    }

    /// <summary>The module in the memory of a dump that it was made from; null for a file.</summary>
    public LoadedModuleCode? Memory { get; }

    /// <summary>Whether a loop ends, executed in every situation that matters: once for all incidents that show it alike.</summary>
    /// <param name="loop">A loop of this module.</param>
    /// <param name="cast">Who takes part. In a log full of incidents those after the first ones are told with the names that are made up.</param>
    internal LoopStudy? StudyOf(LoopFacts loop, ScenarioCast cast)
    {
        if (_studies.TryGetValue((loop.Head, cast), out LoopStudy? study))
            return study;
        if (cast != ScenarioCast.MadeUp && _studies.Count >= TrialLimits.Default.MaxCasts)
            return StudyOf(loop, ScenarioCast.MadeUp);
        _studies.Add((loop.Head, cast), study = LoopStudy.Of(Code, loop, cast));
        return study;
    }

    /// <summary>Index of the input.</summary>
    public int Input { get; }

    /// <summary>The file.</summary>
    public ModuleFile File { get; }

    /// <summary>Name of the module.</summary>
    public string Name => File.Name;

    /// <summary>How the loader lays it out.</summary>
    public LoadedLayout Layout => _layout.Value;

    /// <summary>Which bytes may differ in memory.</summary>
    public PatchedBytes Patched => _patched.Value;

    /// <summary>It at made-up addresses.</summary>
    public ModuleImage Image => _image.Value;

    /// <summary>Its functions.</summary>
    public ModuleCode Code => _code.Value;

    /// <summary>Where the kernel enters it, and what it does to the kernel.</summary>
    public ModuleEntries Entries => _entries.Value;

    /// <summary>How its code can hold up whoever wants one of its locks.</summary>
    internal ImmutableArray<LockStudy> Locks => _locks.Value;

    /// <summary>How the kernel gets to a function, or null; looked for once.</summary>
    /// <param name="function">Function of this module.</param>
    public EntryPath? PathTo(Function function)
    {
        if (!_paths.TryGetValue(function.Entry, out EntryPath? path))
            _paths.Add(function.Entry, path = Entries.PathTo(function));
        return path;
    }

    /// <summary>The loops of a function, inner ones before those around them; analysed once.</summary>
    /// <param name="function">Function of this module.</param>
    public ImmutableArray<LoopFacts> LoopsOf(Function function)
    {
        if (!_loops.TryGetValue(function.Entry, out ImmutableArray<LoopFacts> loops))
            _loops.Add(function.Entry, loops = LoopAnalysis.Of(Code, function, _types.Value));
        return loops;
    }

    /// <summary>What the 16 registers hold before an instruction, as formulas; empty when the place is not understood. Followed once for each place.</summary>
    /// <param name="function">Function of this module.</param>
    /// <param name="address">Address of an instruction of it.</param>
    public ImmutableArray<Expression> ValuesBefore(Function function, ulong address)
    {
        if (!_values.TryGetValue(address, out ImmutableArray<Expression> values))
            _values.Add(address, values = PlaceValues.Before(Code, function, address));
        return values;
    }

    /// <summary>True when an instruction begins at an address of the image.</summary>
    /// <param name="address">Address.</param>
    public bool IsInstruction(ulong address) => Code.FunctionAt(address) is { } function && Code.GraphOf(function).IndexOf(address) >= 0;

    /// <summary>The call that stands right before an address of the image, or null when none does.</summary>
    /// <param name="address">Address that something may return to.</param>
    public CallSite? CallBefore(ulong address)
    {
        if (address == 0 || Code.FunctionAt(address - 1) is not { } function)
            return null;
        ControlFlowGraph graph = Code.GraphOf(function);

        // A call is 2 to 7 bytes long, 10 with prefixes.
        for (ulong back = 2; back <= 10; back++)
        {
            int index = graph.IndexOf(address - back);
            if (index >= 0 && graph.Instructions[index] is var instruction && instruction.NextIP == address)
                return instruction.FlowControl is FlowControl.Call or FlowControl.IndirectCall ? Site(instruction, function) : null;
        }

        return null;
    }

    /// <summary>The call at an address of the image, or null when none is there.</summary>
    /// <param name="address">Address of the call.</param>
    public CallSite? CallAt(ulong address)
    {
        if (Code.FunctionAt(address) is not { } function || Code.GraphOf(function) is var graph && graph.IndexOf(address) < 0)
            return null;
        Instruction instruction = graph.Instructions[graph.IndexOf(address)];
        return instruction.FlowControl is FlowControl.Call or FlowControl.IndirectCall ? Site(instruction, function) : null;
    }

    /// <summary>Section and offset of an address as objdump shows them: <c>.text+0x18</c>.</summary>
    /// <param name="address">Address of the image.</param>
    public string Text(ulong address) => Place(address) is (string section, ulong offset) ? string.Create(CultureInfo.InvariantCulture, $"{section}+0x{offset:x}") : "?";

    /// <summary>Name of the section and offset in it, or null outside of the image.</summary>
    /// <param name="address">Address of the image.</param>
    public (string Section, ulong Offset)? Place(ulong address) => Image.SectionAt(address) is { } section ? (section.Name, address - section.Address) : null;

    /// <summary>Evidence at an address of the image, with its instruction as text.</summary>
    /// <param name="address">Address.</param>
    public Evidence Evidence(ulong address)
    {
        if (!_evidence.TryGetValue(address, out Evidence? known))
        {
            (string section, ulong offset) = Place(address) ?? ("?", 0);
            string? text = EvidenceText.At(this, address);
            _evidence.Add(address, known = Memory?.InMemory(address) is { } loaded ? Stucktrace.Evidence.InMemory(Input, loaded, text) : Stucktrace.Evidence.InSection(Input, section, offset, text));
        }

        return known;
    }

    CallSite Site(in Instruction call, Function caller)
    {
        if (call.FlowControl == FlowControl.IndirectCall)
            return new CallSite(call.IP, caller, null, null);
        ulong target = call.NearBranchTarget;
        if (Image.ExternalAt(target) is { } external)
            return new CallSite(call.IP, caller, null, KernelThunks.Of(external.Name).Kind == KernelThunkKind.Indirect ? null : external.Name);
        return new CallSite(call.IP, caller, Code.FunctionAt(target), null);
    }
}
