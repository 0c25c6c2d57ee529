using System.Collections.Immutable;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Stacks;

/// <summary>What of a dump's memory is code, which function an address lies in, and which unwind table tells of it.</summary>
sealed class DumpedCode
{
    readonly ImmutableArray<LoadedModule> _modules;
    readonly SymbolTable _symbols;
    readonly (ulong Start, ulong Limit)[] _kernel;
    readonly OrcTable? _orc;
    readonly Dictionary<LoadedModule, OrcTable?> _moduleOrc = [];
    readonly DumpedKernel _dump;

    internal DumpedCode(DumpedMachine machine)
    {
        _dump = machine.Kernel;
        _modules = machine.Modules;
        _symbols = _dump.Symbols;
        Memory = _dump.Memory;
        _kernel = [.. Ranges()];
        _orc = OrcTables.OfKernel(_dump);
    }

    /// <summary>The dump's memory.</summary>
    internal AddressSpace Memory { get; }

    /// <summary>True when the kernel has unwind tables that could be read.</summary>
    internal bool HasOrc => _orc is not null;

    /// <summary>True when an address lies in code of the kernel or of a module.</summary>
    internal bool IsCode(ulong address) => IsKernelCode(address) || ModuleAt(address) is not null;

    /// <summary>True when an address lies in the kernel's own code.</summary>
    internal bool IsKernelCode(ulong address)
    {
        foreach ((ulong start, ulong limit) in _kernel)
        {
            if (address >= start && address < limit)
                return true;
        }

        return false;
    }

    /// <summary>The module whose code an address lies in, or null.</summary>
    internal LoadedModule? ModuleAt(ulong address)
    {
        foreach (LoadedModule module in _modules)
        {
            if (module.HasCode(address) || IsInitCode(module, address))
                return module;
        }

        return null;
    }

    /// <summary>The function that an address lies in, or null when it is no code or no symbol covers it.</summary>
    internal CodeSymbol? FunctionAt(ulong address)
    {
        LoadedModule? module = null;
        if (!IsKernelCode(address) && (module = ModuleAt(address)) is null)
            return null;
        SymbolTable? table = module is null ? _symbols : module.Symbols;
        return table?.At(address) is { } found && (module is null || module.HasCode(found.Symbol.Address) || IsInitCode(module, found.Symbol.Address))
            ? new CodeSymbol(found.Symbol.Name, found.Symbol.Address, SizeOf(table, found.Symbol.Address, module), module)
            : null;
    }

    /// <summary>Bytes at an address, as many as are in the dump without a gap.</summary>
    /// <param name="address">Address of the first.</param>
    /// <param name="most">Most bytes wanted.</param>
    internal byte[] BytesAt(ulong address, ulong most)
    {
        byte[] bytes = new byte[most];
        int read = 0;
        while (read < bytes.Length)
        {
            int page = (int)Math.Min((ulong)(bytes.Length - read), IPhysicalMemory.PageBytes - ((address + (ulong)read) % IPhysicalMemory.PageBytes));
            if (Memory.Read(unchecked(address + (ulong)read), bytes.AsSpan(read, page)) != MemoryState.Present)
                break;
            read += page;
        }

        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>What the unwind tables say of an address, or null.</summary>
    internal OrcEntry? OrcAt(ulong address)
    {
        if (IsKernelCode(address))
            return _orc?.Find(address);
        if (_orc is null || ModuleAt(address) is not { } module)
            return null;
        if (!_moduleOrc.TryGetValue(module, out OrcTable? table))
            _moduleOrc[module] = table = OrcTables.OfModule(_dump, module, _orc.Version);
        return table?.Find(address);
    }

    // While a module's init function runs its code lies apart; later that memory is somebody else's.
    static bool IsInitCode(LoadedModule module, ulong address)
    {
        if (module.State != 1)
            return false;
        foreach (ModuleRegion region in module.Regions)
        {
            if (region.Name == "init.text" && address - region.Address < region.Size)
                return true;
        }

        return false;
    }

    IEnumerable<(ulong Start, ulong Limit)> Ranges()
    {
        if ((_symbols.Find("_stext") ?? _symbols.Find("_text")) is { } start && _symbols.Find("_etext") is { } limit && limit > start)
            yield return (Math.Min(start, _symbols.Find("_text") ?? start), limit);

        // The boot's own code: its memory was given back, its names still stand on the idle tasks' stacks.
        if (_symbols.Find("_sinittext") is { } first && _symbols.Find("_einittext") is { } last && last > first)
            yield return (first, last);
    }

    static ulong SizeOf(SymbolTable table, ulong start, LoadedModule? module)
    {
        ulong limit = table.NextAfter(start) ?? 0;
        if (module is not null && module.HasCode(start) && !module.HasCode(limit))
            limit = module.TextBase + module.TextSize;
        return limit > start ? limit - start : 0;
    }
}
