using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Code.Entries;

/// <summary>Collects where the kernel enters the module.</summary>
sealed class EntryFinder
{
    readonly WalkResults _results;
    readonly DataObjects _data;
    readonly ImmutableArray<KernelChange> _changes;
    readonly ModuleImage _image;
    readonly RegisteredNames _names;
    readonly SysfsFiles _sysfs;
    readonly List<KernelEntry> _entries = [];
    readonly HashSet<(ulong, KernelEntryKind, string)> _seen = [];

    internal EntryFinder(ModuleCode code, WalkResults results, DataObjects data, ImmutableArray<KernelChange> changes)
    {
        (_results, _data, _changes, _image) = (results, data, changes, code.Image);
        FolderNames folders = new(_image, results);
        _names = new RegisteredNames(_image, results, folders);
        _sysfs = new SysfsFiles(_image, results, folders);
    }

    internal ImmutableArray<KernelEntry> Find()
    {
        AddChanges();
        Dictionary<int, Function> sequential = [];
        foreach ((Function by, CallNote call) in _results.Calls)
        {
            if (call.Callee.Name is not { } name || KernelFunctions.Find(name) is not { Role: KernelFunctionRole.Register } known)
                continue;
            int first = _entries.Count;
            AddRegistration(name, known, call);
            for (int i = first; i < _entries.Count && name is "single_open" or "single_open_size" or "seq_open" or "__seq_open_private"; i++)
                sequential.Add(i, by);
        }

        AddSequentialNames(sequential);
        AddParameters();
        AddLifeCycle();
        AddExports();
        AddTables();
        return [.. _entries.OrderBy(e => ModuleEntries.Rank(e.Kind)).ThenBy(e => e.Evidence)];
    }

    void AddChanges()
    {
        foreach (KernelChange change in _changes)
        {
            if (change.Replacement is not { } function)
                continue;
            if (change.SystemCallName is { } call)
                Add(KernelEntryKind.SystemCall, function, Message.Of("entries.at-system-call", call), call + "(2)", change.Evidence[0]);
            else if (change.Kind == KernelChangeKind.FunctionOverwritten)
                Add(KernelEntryKind.OverwrittenFunction, function, Message.Of("entries.at-overwritten", change.KernelSymbol), change.KernelSymbol!, change.Evidence[0]);
            else if (change.Kind == KernelChangeKind.PointerReplaced)
                Add(KernelEntryKind.ReplacedPointer, function, Message.Of("entries.at-pointer", change.KernelSymbol), change.KernelSymbol!, change.Evidence[0]);
            else
                Add(KernelEntryKind.SystemCall, function, Message.Of("entries.at-some-system-call"), change.KernelSymbol ?? "sys_call_table", change.Evidence[0]);
        }
    }

    void AddRegistration(string name, KernelFunction known, CallNote call)
    {
        KernelRegistration registration = new(name, _names.Of(name, call), null, null) { Minor = _names.MinorOf(name, call) };
        if (known.Callback >= 0 && call.Arguments[known.Callback] is { IsNumber: true } callback && _data.FunctionAt(callback.Number) is { } function)
            Add(known.Kind, function, Message.Of("entries.at-callback", name), name, _image.Locate(call.At) ?? default, registration);
        if (known.Object < 0)
            return;
        AddAttributes(registration, known.Kind, call);
        Value value = call.Arguments[known.Object];
        string? probed = known.Kind == KernelEntryKind.Probe ? _results.ProbedName(call) : null;
        if (value.Kind == ValueKind.Stack)
        {
            foreach ((long _, Value slot) in call.Slots.Where(s => s.Key >= (long)value.Number && s.Key < (long)value.Number + known.Size).OrderBy(s => s.Key))
            {
                if (slot.IsNumber && _data.FunctionAt(slot.Number) is { } handler)
                    AddHandler(registration, known.Kind, probed, string.Empty, 0, handler, _image.Locate(call.At) ?? default);
            }
        }
        else if (value.IsNumber)
        {
            foreach (FunctionPointer pointer in _data.FunctionsOf(value.Number, known.Size))
                AddHandler(registration with { Field = pointer.Offset, Address = pointer.Address }, known.Kind, probed, pointer.Owner, pointer.Offset, pointer.Function, _image.Locate(pointer.Address) ?? default);
        }
    }

    // What is found here first goes with its path: the pointers that follow are the same ones.
    void AddAttributes(KernelRegistration registration, KernelEntryKind kind, CallNote call)
    {
        foreach ((string? path, ulong attribute) in _sysfs.Of(registration.By, call))
        {
            foreach (ulong slot in (ReadOnlySpan<ulong>)[SysfsFiles.Show, SysfsFiles.Store])
            {
                ulong field = unchecked(attribute + slot);
                if (_data.FunctionAt(_sysfs.FunctionIn(call, attribute, slot)) is not { } function)
                    continue;
                (ulong Start, ulong _, string Name) owner = _data.ObjectAt(field) ?? (attribute, 0, string.Empty);
                AddHandler(registration with { Name = path, Field = slot, Address = field }, kind, null, owner.Name, field - owner.Start, function, _image.Locate(field) ?? default);
            }
        }
    }

    void AddHandler(KernelRegistration registration, KernelEntryKind kind, string? probed, string owner, ulong offset, Function function, SectionOffset evidence)
    {
        string name = registration.By;
        Message how = probed is not null ? Message.Of("entries.at-probe", name, probed) : owner.Length == 0 ? Message.Of("entries.at-callback", name)
            : Message.Of("entries.at-object", name, owner, $"0x{offset:x}");
        Add(kind, function, how, probed is not null ? $"{name}({probed})" : owner.Length == 0 ? name : $"{name}({owner})", evidence, registration);
    }

    // What fills a sequential file is named when the file is opened: it is found under the name of what opens it.
    void AddSequentialNames(Dictionary<int, Function> openers)
    {
        foreach ((int index, Function opener) in openers)
        {
            if (_entries.Find(e => e.Function.Entry == opener.Entry && e.Registration is { Name: not null })?.Registration is { } file)
                _entries[index] = _entries[index] with { Registration = file with { IsSequential = true } };
        }
    }

    void AddParameters()
    {
        foreach ((ulong operations, string name) in _names.Parameters(_data))
        {
            foreach (FunctionPointer pointer in _data.FunctionsOf(operations, RegisteredNames.ParameterOperations))
                Add(KernelEntryKind.Parameter, pointer.Function, Message.Of("entries.at-parameter", name), name, _image.Locate(pointer.Address) ?? default,
                    new KernelRegistration(KernelRegistration.Parameter, name, pointer.Offset, pointer.Address));
        }
    }

    void AddLifeCycle()
    {
        ThisModule? module = _image.File.ThisModule;
        if (module?.Init is { } init && _image.AddressOf(init) is { } start && _data.FunctionAt(start) is { } load)
            Add(KernelEntryKind.Load, load, Message.Of("entries.at-load"), "init_module", new SectionOffset(module.Section, module.InitField ?? 0));
        if (module?.Exit is { } exit && _image.AddressOf(exit) is { } end && _data.FunctionAt(end) is { } unload)
            Add(KernelEntryKind.Unload, unload, Message.Of("entries.at-unload"), "cleanup_module", new SectionOffset(module.Section, module.ExitField ?? 0));
    }

    void AddExports()
    {
        foreach (ExportedSymbol export in _image.File.Exports)
        {
            if (_image.AddressOf(export.Place) is { } address && _data.FunctionAt(address) is { } function)
                Add(KernelEntryKind.Export, function, Message.Of("entries.at-export", export.Name), export.Name, export.Place);
        }
    }

    /// <summary>Functions that data points to, and no entry found so far accounts for.</summary>
    void AddTables()
    {
        HashSet<ulong> known = [.. _entries.Select(e => e.Function.Entry)];
        foreach (FunctionPointer pointer in _data.AllFunctions())
        {
            if (known.Contains(pointer.Function.Entry))
                continue;
            SectionOffset place = _image.Locate(pointer.Address) ?? default;
            string owner = pointer.Owner.Length > 0 ? pointer.Owner : _image.SectionOf(place.Section)?.Name ?? "?";
            Add(KernelEntryKind.Table, pointer.Function, Message.Of("entries.at-table", owner, $"0x{pointer.Offset:x}"), $"{owner}+0x{pointer.Offset:x}", place);
        }
    }

    void Add(KernelEntryKind kind, Function function, Message how, string label, SectionOffset evidence, KernelRegistration? registration = null)
    {
        if (_seen.Add((function.Entry, kind, label)))
            _entries.Add(new KernelEntry(kind, function, how, label, evidence) { Registration = registration });
    }
}
