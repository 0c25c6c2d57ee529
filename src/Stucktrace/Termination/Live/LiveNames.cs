using System.Globalization;
using Stucktrace.Dump;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Kernel;

namespace Stucktrace.Termination.Live;

/// <summary>Names places in a dump's memory: code by its function, data by its variable, task or stack.</summary>
sealed class LiveNames
{
    const ulong StackBytes = 16 * 1024;
    const ulong MostTaskBytes = 8192;

    // A symbol further away than this does not cover the address: the kernel's largest variables are a few megabytes.
    const ulong FurthestSymbol = 16 << 20;
    readonly DumpedMachine _machine;
    readonly DumpedTask[] _byAddress;
    readonly ulong _taskBytes;
    readonly ulong _perCpuStart, _perCpuEnd, _imageStart, _imageEnd;

    internal LiveNames(DumpedMachine machine)
    {
        _machine = machine;
        _byAddress = [.. machine.Tasks.OrderBy(t => t.Address)];
        _taskBytes = TaskBytes(machine, _byAddress);
        SymbolTable symbols = machine.Kernel.Symbols;
        (_perCpuStart, _perCpuEnd) = (symbols.Find("__per_cpu_start") ?? 0, symbols.Find("__per_cpu_end") ?? 0);
        (_imageStart, _imageEnd) = (symbols.Find("_stext") ?? symbols.Find("_text") ?? Translation.ImageMap, symbols.Find("_end") ?? ulong.MaxValue);
    }

    // The last member is as large as the processor's registers ask for, not as the type says (arch_task_struct_size): what lies behind may be another
    // task's. Without types, tasks are no larger than the least distance between two of them.
    static ulong TaskBytes(DumpedMachine machine, DumpedTask[] byAddress)
    {
        if ((machine.Kernel.Types.Field("task_struct", "thread")?.Offset ?? machine.Kernel.Types.SizeOf("task_struct")) is > 0 and < 1 << 16 and { } size)
            return (ulong)size;
        ulong least = MostTaskBytes;
        for (int i = 1; i < byAddress.Length; i++)
            least = Math.Min(least, byAddress[i].Address - byAddress[i - 1].Address);
        return least;
    }

    /// <summary>Bytes of a task that are its own.</summary>
    internal ulong TaskSize => _taskBytes;

    /// <summary>The task whose task_struct holds an address, or null.</summary>
    internal DumpedTask? TaskAt(ulong address)
    {
        int low = 0, high = _byAddress.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_byAddress[middle].Address <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && address - _byAddress[low - 1].Address < _taskBytes ? _byAddress[low - 1] : null;
    }

    /// <summary>A task as people name it: <c>132 worker</c>.</summary>
    internal static string TaskName(DumpedTask task) => string.Create(CultureInfo.InvariantCulture, $"{task.Pid} {task.Comm}");

    /// <summary>Whose a word is: the task that it lies in or on whose stack it lies, or null.</summary>
    internal DumpedTask? OwnerOf(ulong address) => TaskAt(address) ?? _machine.Tasks.FirstOrDefault(t => t.Stack != 0 && address - t.Stack < StackBytes);

    /// <summary>A place in code: <c>get_process_name+0x21 [dirpro_rcu]</c>; the bare address where nothing names it.</summary>
    internal string Place(ulong address) => FunctionAt(address) is { } found
        ? found.Offset == 0 ? $"{found.Name}{Suffix(found.Module)}" : string.Create(CultureInfo.InvariantCulture, $"{found.Name}+0x{found.Offset:x}{Suffix(found.Module)}")
        : Hexadecimal.Address(address);

    /// <summary>The function that an address lies in, or null.</summary>
    internal (string Name, ulong Offset, LoadedModule? Module)? FunctionAt(ulong address)
    {
        foreach (LoadedModule module in _machine.Modules)
        {
            if (module.HasCode(address))
                return module.Symbols?.At(address) is { } inModule && module.HasCode(inModule.Symbol.Address) ? (inModule.Symbol.Name, inModule.Offset, module) : null;
        }

        return InImage(address) is { } found ? (found.Symbol.Name, found.Offset, null) : null;
    }

    /// <summary>What a word of memory is, or null where nothing names it. In plain characters, whatever the dump holds: the name is part of what a digest covers.</summary>
    internal string? Word(ulong address) => Find(address) is { } name ? string.Create(name.Length, name, static (to, from) =>
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = from[i] is >= ' ' and <= '~' ? from[i] : '?';
    }) : null;

    string? Find(ulong address)
    {
        if (TaskAt(address) is { } task)
            return string.Create(CultureInfo.InvariantCulture, $"task {TaskName(task)}+0x{address - task.Address:x}");
        foreach (DumpedCpu cpu in _machine.Cpus)
        {
            ulong offset = address - cpu.PerCpuOffset;
            if (_perCpuEnd > _perCpuStart && offset - _perCpuStart < _perCpuEnd - _perCpuStart && _machine.Kernel.Symbols.At(offset) is { } perCpu)
                return string.Create(CultureInfo.InvariantCulture, $"{Field(perCpu.Symbol.Name, perCpu.Offset)} [cpu {cpu.Number}]");
        }

        if (_machine.Tasks.FirstOrDefault(t => t.Stack != 0 && address - t.Stack < StackBytes) is { } owner)
            return string.Create(CultureInfo.InvariantCulture, $"stack of {TaskName(owner)}+0x{address - owner.Stack:x}");
        foreach (LoadedModule module in _machine.Modules)
        {
            if (module.Regions.Any(r => address - r.Address < r.Size))
                return module.Symbols?.At(address) is { } symbol && symbol.Offset < FurthestSymbol ? $"{With(symbol.Symbol.Name, symbol.Offset)} [{module.Name}]" : $"[{module.Name}]";
        }

        return InImage(address) is { } found ? Field(found.Symbol.Name, found.Offset) : null;
    }

    (KernelSymbol Symbol, ulong Offset)? InImage(ulong address) =>
        address - _imageStart < _imageEnd - _imageStart && _machine.Kernel.Symbols.At(address) is { } found && found.Offset < FurthestSymbol ? found : null;

    // A member that goes on by itself is called by its name: the checker must know it.
    string Field(string symbol, ulong offset)
    {
        foreach (ClockWord word in ClockWords.Of(symbol))
        {
            if (word is { Structure: { } structure, Field: { } field } && _machine.Kernel.Types.Field(structure, field) is { } place && offset - (ulong)place.Offset < (ulong)place.Size)
                return $"{symbol}.{field}";
        }

        return With(symbol, offset);
    }

    static string With(string symbol, ulong offset) => offset == 0 ? symbol : string.Create(CultureInfo.InvariantCulture, $"{symbol}+0x{offset:x}");

    static string Suffix(LoadedModule? module) => module is null ? string.Empty : $" [{module.Name}]";
}
