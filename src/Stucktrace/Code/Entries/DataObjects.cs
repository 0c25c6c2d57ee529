using Stucktrace.Formats.Elf;

namespace Stucktrace.Code.Entries;

/// <summary>The module's data as objects with pointers to its functions: set by relocations, or stored there by its code.</summary>
sealed class DataObjects
{
    const int MostObjects = 64, MostPointers = 512, LargestObject = 0x4000;

    // Sections with pointers into code that are no data of the module's own.
    static readonly string[] TablePrefixes =
        ["__", ".altinstructions", ".smp_locks", ".parainstructions", ".retpoline_sites", ".return_sites", ".call_sites", ".orc", ".static_call", ".ibt", ".gnu.linkonce", ".eh_frame",
         ".init.data", ".exit.data", ".initcall", ".discard", ".BTF", ".note"];

    readonly ModuleCode _code;
    readonly WalkResults _results;
    readonly (ulong Start, ulong Limit, string Name)[] _objects;
    readonly ulong[] _stored;

    internal DataObjects(ModuleCode code, WalkResults results)
    {
        (_code, _results) = (code, results);
        List<(ulong, ulong, string)> objects = [];
        foreach (ElfSymbol symbol in code.Image.Elf.Symbols)
        {
            if (symbol.Type == ElfSymbolType.Object && symbol.Size > 0 && code.Image.AddressOf(new SectionOffset(symbol.SectionIndex, symbol.Value)) is { } start)
                objects.Add((start, unchecked(start + Math.Min(symbol.Size, LargestObject)), symbol.Name));
        }

        objects.Sort();
        _objects = [.. objects];
        _stored = [.. results.Variables.Keys.Order()];
    }

    /// <summary>The named object that an address lies in.</summary>
    internal (ulong Start, ulong Limit, string Name)? ObjectAt(ulong address)
    {
        int low = 0, high = _objects.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_objects[middle].Start <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && address < _objects[low - 1].Limit ? _objects[low - 1] : null;
    }

    /// <summary>The function that begins at an address, or null.</summary>
    internal Function? FunctionAt(ulong address) => _code.FunctionAt(address) is { } function && function.Entry == address ? function : null;

    /// <summary>The functions that an object points to, also through objects that it points to.</summary>
    internal List<FunctionPointer> FunctionsOf(ulong address, int size)
    {
        List<FunctionPointer> found = [];
        HashSet<ulong> seen = [];
        Queue<(ulong Address, int Size, int Depth)> waiting = new([(address, size, 0)]);
        while (waiting.TryDequeue(out (ulong Address, int Size, int Depth) next) && seen.Count < MostObjects)
        {
            (ulong Start, ulong Limit, string Name)? named = ObjectAt(next.Address);
            ulong limit = named is { } n && n.Start == next.Address ? n.Limit : Math.Min(unchecked(next.Address + (ulong)next.Size), named?.Limit ?? ulong.MaxValue);
            if (_code.Image.SectionAt(next.Address) is not { IsCode: false } section || !seen.Add(next.Address))
                continue;
            string owner = named?.Name ?? string.Empty;
            ulong start = named?.Start ?? next.Address;
            limit = Math.Min(limit, section.Limit);
            foreach ((ulong field, ulong target) in PointersIn(next.Address, limit))
            {
                if (found.Count >= MostPointers)
                    return found;
                if (FunctionAt(target) is { } function)
                    found.Add(new FunctionPointer(field, owner, field - start, function));
                else if (next.Depth < 2 && _code.Image.SectionAt(target) is { IsCode: false } && ImageText.At(_code.Image, target) is not { Length: > 2 })
                    waiting.Enqueue((target, 0x120, next.Depth + 1));
            }
        }

        return found;
    }

    /// <summary>Every pointer to a function in the module's own data.</summary>
    internal IEnumerable<FunctionPointer> AllFunctions()
    {
        foreach (ImageSection section in _code.Image.Sections)
        {
            if (section.IsCode || TablePrefixes.Any(p => section.Name.StartsWith(p, StringComparison.Ordinal)))
                continue;
            foreach ((ulong field, ulong target) in PointersIn(section.Address, section.Limit))
            {
                if (FunctionAt(target) is { } function)
                    yield return new FunctionPointer(field, ObjectAt(field)?.Name ?? string.Empty, field - (ObjectAt(field)?.Start ?? section.Address), function);
            }
        }
    }

    /// <summary>Addresses of the module from which the code computes what it stores into a piece of data.</summary>
    internal IEnumerable<ulong> OriginsIn(ulong address, ulong limit)
    {
        int first = Array.BinarySearch(_stored, address);
        for (int i = first < 0 ? ~first : first; i < _stored.Length && _stored[i] < limit; i++)
        {
            foreach ((Value content, ulong _) in _results.Variables[_stored[i]])
                yield return content.Origin;
        }
    }

    /// <summary>Fields that hold an address of the module: by relocation, or because its code stores one there.</summary>
    internal IEnumerable<(ulong Field, ulong Target)> PointersIn(ulong address, ulong limit)
    {
        for (int i = _code.Image.FirstRelocationFrom(address); i < _code.Image.Relocations.Length && _code.Image.Relocations[i].Address < limit; i++)
        {
            AppliedRelocation relocation = _code.Image.Relocations[i];
            if (relocation.Width == 8)
                yield return (relocation.Address, relocation.Target);
        }

        int first = Array.BinarySearch(_stored, address);
        for (int i = first < 0 ? ~first : first; i < _stored.Length && _stored[i] < limit; i++)
        {
            foreach ((Value content, ulong _) in _results.Variables[_stored[i]])
            {
                if (content.IsNumber && content.Number >= ModuleImage.Base)
                    yield return (_stored[i], content.Number);
            }
        }
    }
}
