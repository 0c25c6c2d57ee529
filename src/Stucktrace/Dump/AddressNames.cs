using System.Globalization;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Dump;

/// <summary>What lies at an address of a dump: a symbol of the kernel or of a module, or a task's stack.</summary>
public sealed class AddressNames
{
    // Symbols below are offsets into per-CPU areas (up to 6.14) and no addresses.
    const ulong LowestImage = 0xffff_ffff_8000_0000;
    const ulong StackBytes = 16 * 1024;

    readonly DumpedMachine _machine;
    readonly ulong _end;

    /// <summary>Prepares the names of a machine.</summary>
    /// <param name="machine">The machine.</param>
    public AddressNames(DumpedMachine machine) => (_machine, _end) = (machine, machine.Kernel.Symbols.Find("_end") ?? ulong.MaxValue);

    /// <summary>A symbol, how far behind it, and its module: <c>list_mutex [v9_mutex]</c>, <c>rcu_state+0x40</c>; null where no symbol covers the address.</summary>
    /// <param name="address">Address.</param>
    public string? Symbol(ulong address)
    {
        foreach (LoadedModule module in _machine.Modules)
        {
            foreach (ModuleRegion region in module.Regions)
            {
                if (address - region.Address < region.Size)
                    return module.Symbols?.At(address) is { } inside && inside.Symbol.Address >= region.Address ? Text(inside) + $" [{module.Name}]" : $"[{module.Name}]";
            }
        }

        return address >= LowestImage && address < _end && _machine.Kernel.Symbols.At(address) is { } found && found.Symbol.Address >= LowestImage ? Text(found) : null;
    }

    /// <summary>The task on whose stack an address lies, or null.</summary>
    /// <param name="address">Address.</param>
    public DumpedTask? StackOwner(ulong address) => _machine.Tasks.FirstOrDefault(t => t.Stack != 0 && address - t.Stack < StackBytes);

    static string Text((KernelSymbol Symbol, ulong Offset) found) =>
        found.Offset == 0 ? found.Symbol.Name : string.Create(CultureInfo.InvariantCulture, $"{found.Symbol.Name}+0x{found.Offset:x}");
}
