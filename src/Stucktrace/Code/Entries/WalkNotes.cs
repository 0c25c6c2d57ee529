namespace Stucktrace.Code.Entries;

/// <summary>Takes down what one function does.</summary>
/// <param name="function">The function.</param>
/// <param name="results">What is known of the whole module.</param>
sealed class WalkNotes(Function function, WalkResults results)
{
    Value? _returned;

    internal Function Function => function;

    internal void Call(CallNote call) => results.NoteCall(function, call);

    internal void Store(in StoreNote store) => results.NoteStore(store);

    internal void StoreVariable(ulong address, in Value content, ulong at) => results.StoreVariable(address, content, at, function);

    internal void TableSearch(ulong at) => results.TableSearches.TryAdd(function.Entry, at);

    internal void Machine(ulong at, KernelChangeKind kind) => results.Machine.Add(new MachineNote(at, function, kind));

    internal void Return(in Value value)
    {
        Value resolved = results.Resolve(value);
        _returned = _returned is { } before ? Value.Join(before, resolved) : resolved;
    }

    internal void Finish()
    {
        if (_returned is { Kind: ValueKind.Place } value)
            results.SetResult(function, value);
    }
}
