using System.Text;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Modules of a shaped kernel: each with its core, its struct module in it, and symbols.</summary>
public sealed partial class ShapedKernel
{
    const int CoreBytes = 0x4000, TextBytes = 0x1000;

    ulong _modules, _nextModule = ImageMap + 0x4000_0000;

    /// <summary>Adds a module at the head of the list; the last added is the last loaded.</summary>
    /// <param name="name">Name.</param>
    /// <param name="symbols">Its symbols: functions of its text.</param>
    /// <returns>Address of its struct module.</returns>
    public ulong AddModule(string name, params string[] symbols)
    {
        if (_modules == 0)
            Point(_modules = Data("modules", 16), Symbol("modules"));
        ulong core = _nextModule, module = core + 0x2000;
        _nextModule += 0x1_0000;
        MapPages(core, CoreBytes);
        Write(module + 0x18, Encoding.ASCII.GetBytes(name));
        ulong first = Read(_modules, 8);
        Write(module + 8, first);
        Write(module + 16, _modules);
        Write(first + 8, module + 8);
        Write(_modules, module + 8);
        WriteCore(module, core);
        WriteSymbols(module, core, symbols);
        return module;
    }

    /// <summary>True for kernels whose struct module has module_core and symtab (to 4.4).</summary>
    public bool HasOldModules => Shape.Addresses == ShapedAddresses.Absolute;

    void WriteCore(ulong module, ulong core)
    {
        Write(module + 0x158, core);
        Write(module + (HasOldModules ? 0x164UL : 0x160), CoreBytes);
        Write(module + (HasOldModules ? 0x16cUL : 0x164), TextBytes);
    }

    void WriteSymbols(ulong module, ulong core, string[] symbols)
    {
        ulong table = core + 0x3000, strings = core + 0x3800, at = 1;
        for (int i = 0; i < symbols.Length; i++)
        {
            Write(table + (ulong)(i + 1) * 24, (uint)at);
            Write(table + (ulong)(i + 1) * 24 + 4, (byte)'t');
            Write(table + (ulong)(i + 1) * 24 + 6, (ushort)1);
            Write(table + (ulong)(i + 1) * 24 + 8, core + (ulong)i * 64);
            Write(strings + at, Encoding.ASCII.GetBytes(symbols[i]));
            at += (ulong)symbols[i].Length + 1;
        }

        ulong row = HasOldModules ? module + 0x1a0 : module + 0x1b8;
        if (!HasOldModules)
            Write(module + 0x1a0, row);
        (ulong count, ulong names) = HasOldModules ? (16UL, 24UL) : (8UL, 16UL);
        Write(row, table);
        Write(row + count, symbols.Length + 1);
        Write(row + names, strings);
        if (!HasOldModules)
            return;
        Write(row + 8, table);
        Write(row + 20, symbols.Length + 1);
        Write(row + 32, strings);
    }
}
