using Stucktrace.Formats;

namespace Stucktrace.Code.Entries;

/// <summary>
/// What was seen in all functions of a module: what its variables hold, what its functions return, and what they do to the outside. A second round over
/// the functions knows what the first one found.
/// </summary>
sealed class WalkResults(ModuleImage image)
{
    const int MostValues = 8;

    Dictionary<ulong, Value> _known = [];
    readonly Dictionary<ulong, List<(Value Content, ulong At)>> _variables = [];
    readonly Dictionary<ulong, Value> _results = [];
    readonly Dictionary<ulong, HashSet<string>> _compared = [];
    readonly Dictionary<ulong, ulong> _writers = [];
    HashSet<ulong> _parametric = [];

    internal List<StoreNote> Stores { get; } = [];

    /// <summary>False once a limit was reached.</summary>
    internal bool IsComplete { get; set; } = true;

    internal void NoteStore(StoreNote store)
    {
        if (Stores.Count >= ReadLimits.MaxNotedSites)
            IsComplete = false;
        else
            Stores.Add(store);
    }

    internal List<MachineNote> Machine { get; } = [];

    internal List<(Function By, CallNote Call)> Calls { get; } = [];

    /// <summary>Functions that look for the system call table by comparing its entries with functions of the kernel, with the comparing instruction.</summary>
    internal Dictionary<ulong, ulong> TableSearches { get; } = [];

    /// <summary>What was written into the module's variables.</summary>
    internal IReadOnlyDictionary<ulong, List<(Value Content, ulong At)>> Variables => _variables;

    /// <summary>True when another round can know more than this one.</summary>
    internal bool HasMoreToLearn => TableSearches.Count > 0 || _compared.Count > 0 || _results.Count > 0 || Stores.Exists(IsParametric)
        || _variables.Values.Any(v => v.Exists(c => c.Content.Place is { Kind: PlaceKind.Symbol or PlaceKind.Folder }));

    /// <summary>Begins another round with what is known by now.</summary>
    internal void NextRound()
    {
        Dictionary<ulong, Value> known = [];
        foreach ((ulong address, List<(Value Content, ulong At)> contents) in _variables)
        {
            List<Value> symbols = [.. contents.Select(c => SymbolIn(c.Content, c.At)).Where(v => v is { Kind: ValueKind.Place, Place.Kind: PlaceKind.Symbol }).Distinct()];
            if (symbols.Count == 1)
                known[address] = symbols[0];
            // A folder is what the variable holds only where it never holds another one.
            else if (contents[0].Content is { Place.Kind: PlaceKind.Folder } folder && contents.TrueForAll(c => c.Content == folder))
                known[address] = folder;
        }

        _known = known;
        _parametric = [.. Stores.Where(IsParametric).Select(s => s.By.Entry)];
        _variables.Clear();
        Stores.Clear();
        Machine.Clear();
        Calls.Clear();
    }

    /// <summary>
    /// What a variable was given: a symbol, also what a function that is called for every symbol picks out by comparing names, and what a function finds
    /// that compares entries of a table with functions of system calls.
    /// </summary>
    Value SymbolIn(in Value content, ulong at)
    {
        ulong writer = _writers.GetValueOrDefault(at);
        if (content is { Kind: ValueKind.Place, Number: 0, Place.Kind: PlaceKind.Argument } && _compared.TryGetValue(writer, out HashSet<string>? texts) && texts.Count == 1)
            return Value.At(Place.Symbol(texts.First(), true));
        if (content is { Kind: ValueKind.Unknown, Origin: 0 } && TableSearches.ContainsKey(writer))
            return Value.At(Place.Symbol("sys_call_table", true));
        return Resolve(content);
    }

    /// <summary>True for a write that its function's caller decides: which entry, or with what.</summary>
    internal static bool IsParametric(StoreNote store) => store.Content.Place is { Kind: PlaceKind.Argument } || store.Index.Place is { Kind: PlaceKind.Argument };

    /// <summary>Replaces a variable by what it is known to hold.</summary>
    internal Value Resolve(in Value value)
    {
        if (value.Place is { Kind: PlaceKind.Variable } variable && _known.TryGetValue(variable.Address, out Value content))
            return content.Plus(value.Number);
        return value;
    }

    internal void StoreVariable(ulong address, in Value content, ulong at, Function? by = null)
    {
        if (by is not null)
            _writers[at] = by.Entry;
        if (content is { IsNumber: true, Number: 0 })
            return;
        if (!_variables.TryGetValue(address, out List<(Value, ulong)>? contents))
        {
            if (_variables.Count >= ReadLimits.MaxNotedSites)
            {
                IsComplete = false;
                return;
            }

            _variables[address] = contents = [];
        }

        if (contents.Count < MostValues && !contents.Contains((content, at)))
            contents.Add((content, at));
    }

    internal void SetResult(Function function, in Value value) => _results[function.Entry] = value;

    void NoteCompare(Function by, string text)
    {
        if (!_compared.TryGetValue(by.Entry, out HashSet<string>? texts))
            _compared[by.Entry] = texts = new HashSet<string>(StringComparer.Ordinal);
        texts.Add(text);
    }

    internal void NoteCall(Function by, CallNote call)
    {
        KernelFunction? known = call.Callee.Name is { } name ? KernelFunctions.Find(name) : null;
        if (known is { Role: KernelFunctionRole.Compare })
        {
            foreach (Value argument in call.Arguments.AsSpan(0, 2))
            {
                if (argument.IsNumber && ImageText.NameAt(image, argument.Number) is { } text)
                    NoteCompare(by, text);
            }

            return;
        }

        bool kept = known is not null || WritesControl(call) || (call.Callee.Function is { } own && LooksUp(own)) || (call.Callee.Function is { } callee && _parametric.Contains(callee.Entry)) || call.Callee.IsLookedUp;
        if (kept && Calls.Count >= ReadLimits.MaxNotedSites)
        {
            IsComplete = false;
        }
        else if (kept)
        {
            bool stack = call.Arguments.Any(a => a.Kind == ValueKind.Stack);
            Calls.Add((by, call with { Slots = stack ? new Dictionary<long, Value>(call.Slots) : [] }));
        }
    }

    /// <summary>True for a call that writes CR0 without write protection: by name, or through the table by which a hypervisor takes such instructions over.</summary>
    internal static bool WritesControl(CallNote call) => call.Arguments[0].ClearsWriteProtect &&
        (call.Callee.Name is { } name ? KernelFunctions.Find(name)?.Role == KernelFunctionRole.WriteControl
            : call.Callee.Value.Place is { Kind: PlaceKind.Content, Parent: { Kind: PlaceKind.Symbol, Name: "pv_ops" or "pv_cpu_ops" } });

    /// <summary>True for a function of the module that looks up the name that it is called with.</summary>
    internal bool LooksUp(Function function) => _results.TryGetValue(function.Entry, out Value result) && result.Place is { Kind: PlaceKind.LookupOfArgument };

    /// <summary>What a call returns, as far as it is of interest: the address of a symbol of the kernel, or a folder.</summary>
    internal Value ResultOf(CallNote call)
    {
        if (call.Callee.Name is { } name && KernelFunctions.Find(name) is { Role: KernelFunctionRole.Lookup })
            return Lookup(call.Arguments[0]);
        if (FolderNames.IsMaker(call.Callee.Name))
            return Value.At(Place.Folder(call.At));
        if (call.Callee.Function is { } function)
        {
            if (TableSearches.ContainsKey(function.Entry))
                return Value.At(Place.Symbol("sys_call_table", true));
            if (_results.TryGetValue(function.Entry, out Value result) && result.Place is { } place)
            {
                if (place.Kind == PlaceKind.Symbol)
                    return result;
                if (place.Kind == PlaceKind.LookupOfArgument && place.Address < (ulong)call.Arguments.Length)
                    return Lookup(call.Arguments[(int)place.Address]);
            }
        }

        // A function of the module, or one that could not be told, is given the name of the system call table or of an entry into a system call: whatever
        // way it takes, it looks that up.
        if (call.Callee.Function is not null || call.Callee.Name is null)
        {
            foreach (Value argument in call.Arguments.AsSpan(0, 2))
            {
                if (argument.IsNumber && ImageText.NameAt(image, argument.Number) is { } text && SystemCallSymbols.IsOne(text))
                    return Value.At(Place.Symbol(text, true));
            }
        }

        return default;
    }

    /// <summary>The name in a probe on the stack or in the module's data that a call registers, or null.</summary>
    internal string? ProbedName(CallNote call)
    {
        Value name = FieldOf(call, call.Arguments[0], Probes.NameField);
        return name.IsNumber ? ImageText.NameAt(image, name.Number) : null;
    }

    /// <summary>What a field of an object holds that is passed to a call: on the stack, stored by the module's code, or as the file has it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="instance">Address of the object.</param>
    /// <param name="field">Offset of the field.</param>
    internal Value FieldOf(CallNote call, Value instance, ulong field) =>
        instance.Kind == ValueKind.Stack ? (call.Slots.TryGetValue((long)(instance.Number + field), out Value slot) ? slot : default)
        : !instance.IsNumber ? default
        : _variables.TryGetValue(instance.Number + field, out List<(Value Content, ulong At)>? stored) ? stored[0].Content
        : image.ReadUInt64(instance.Number + field) is { } pointer ? Value.Of(pointer) : default;

    Value Lookup(in Value name)
    {
        if (name.IsNumber && ImageText.NameAt(image, name.Number) is { } text)
            return Value.At(Place.Symbol(text, true));
        return name is { Kind: ValueKind.Place, Number: 0, Place.Kind: PlaceKind.Argument } ? Value.At(Place.LookupOfArgument((int)name.Place.Address)) : default;
    }
}
