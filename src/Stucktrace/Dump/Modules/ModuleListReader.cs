using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump.Modules;

/// <summary>Reads the modules that were loaded.</summary>
static class ModuleListReader
{
    // The same in every kernel from 2.6.32 to 6.12: struct module begins with state, list and name[MODULE_NAME_LEN].
    const ulong List = 8, Name = 24;
    const int NameBytes = 56, MostArguments = 4096;

    internal static ImmutableArray<LoadedModule> Read(KernelReader reader)
    {
        if (reader.Symbol("modules") is not { } head)
        {
            reader.Report("VMC0821", Message.Of("machine.0821"));
            return [];
        }

        Ring ring = Ring.Forward(reader.Memory, head, ReadLimits.MaxModules);
        ulong link = reader.Offset("module", "list") ?? List;
        List<ulong> addresses = [.. ring.Nodes.Select(n => n - link)];
        if (!ring.IsWhole)
        {
            Ring back = Ring.Backward(reader.Memory, head, ReadLimits.MaxModules);
            ulong[] rest = [.. back.Nodes.Reverse().Select(n => n - link).Except(addresses)];
            addresses.AddRange(rest.Take(ReadLimits.MaxModules - Math.Min(addresses.Count, ReadLimits.MaxModules)));
            reader.Report("VMC0822", Message.Of("machine.0822", ring.Reason(), ring.Nodes.Length, rest.Length));
        }

        Allowance sections = new(reader.Limits.MaxModuleSections), symbols = new(reader.Limits.MaxModuleSymbols);
        return [.. addresses.Select(a => Module(reader, a, sections, symbols)).OfType<LoadedModule>()];
    }

    static LoadedModule? Module(KernelReader reader, ulong address, Allowance sections, Allowance symbols)
    {
        KernelObject module = new(reader, "module", address);
        if (reader.Text(address + (reader.Offset("module", "name") ?? Name), NameBytes) is not { Length: > 0 } name)
        {
            reader.Report("VMC0823", Message.Of("machine.0823", Hexadecimal.Address(address)));
            return null;
        }

        ImmutableArray<ModuleRegion> regions = ModuleRegions.Read(reader, module);
        ModuleRegion text = regions.FirstOrDefault(r => r.Name == "text");
        return new LoadedModule
        {
            Name = name,
            Address = address,
            TextBase = text.Address,
            TextSize = text.Size,
            Regions = regions,
            Sections = ModuleSections.Read(reader, module, sections),
            Taint = ModuleTaint.Of(module["taints"] ?? 0),
            State = (int)(module["state"] ?? reader.Memory.Number(address, 4) ?? 0),
            Arguments = module["args"] is > 0 and { } arguments ? reader.Text(arguments, MostArguments) ?? string.Empty : string.Empty,
            Symbols = ModuleSymbols.Read(reader, module, symbols),
        };
    }
}
