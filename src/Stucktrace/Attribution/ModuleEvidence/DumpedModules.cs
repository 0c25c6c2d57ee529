using System.Collections.Immutable;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Code.Loops;
using Stucktrace.Dump;
using Stucktrace.Dump.Code;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Memory;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Modules whose code lies in the memory of a dump: where no file was given they are made again out of it, and a given file is held against it.</summary>
static class DumpedModules
{
    /// <summary>The modules of the dumps that any report leads to, made again out of memory.</summary>
    /// <param name="dumps">The dumps.</param>
    /// <param name="reports">All reports.</param>
    internal static IEnumerable<ExaminedModule> Of(ImmutableArray<ExaminedDump> dumps, Report[] reports)
    {
        foreach (ExaminedDump dump in dumps)
        {
            HashSet<string> wanted = [.. reports.Where(r => r.Input == dump.Input).SelectMany(LoadBase.Locations).Select(l => l.Module).OfType<string>()];
            foreach (LoadedModule module in dump.Machine.Modules.Where(m => wanted.Contains(m.Name)))
            {
                if (dump.Codes.Of(module) is { } code)
                    yield return new ExaminedModule(dump.Input, code, file => Types(file, dumps));
            }
        }
    }

    /// <summary>What came of holding a module against a dump's memory; null for runs that no dump belongs to.</summary>
    /// <param name="module">The module.</param>
    /// <param name="run">The run.</param>
    /// <param name="reports">Its reports.</param>
    /// <param name="dumps">The dumps.</param>
    internal static ModuleMatch? Match(ExaminedModule module, ModuleRun run, Report[] reports, ImmutableArray<ExaminedDump> dumps)
    {
        if (dumps.FirstOrDefault(d => d.Input == run.Input) is not { } dump || dump.Machine.Modules.FirstOrDefault(m => m.Name == module.Name) is not { } loaded)
            return null;
        string[] shown = [.. reports.Where(r => ModuleMatcher.Shows(r, module.Name)).Select(r => r.Id)];
        if (module.Memory is not null)
        {
            if (module.Input != dump.Input)
                return null;
            BuildSign sign = new(BuildSign.Decisive, Message.Of("join.sign.memory", module.Name, RegisterText.Hex(loaded.TextBase)), [Evidence.InMemory(dump.Input, loaded.TextBase)], []);
            return new ModuleMatch(module.Name, module.Input, run, BuildMatch.Same, [sign], loaded.TextBase, [.. shown]);
        }

        // A file, held against the memory that it was loaded to.
        ModuleMemoryComparison compared = ModuleMemoryComparison.Compare(dump.Machine, loaded, module.File);
        BuildMatch build = compared.IsSameBuild ? BuildMatch.Same : compared.Build is BuildAgreement.Unknown ? BuildMatch.CannotTell : BuildMatch.Another;
        return new ModuleMatch(module.Name, module.Input, run, build, [Sign(compared, dump)], loaded.TextBase, [.. shown]) { Comparison = compared };
    }

    static BuildSign Sign(ModuleMemoryComparison compared, ExaminedDump dump)
    {
        Evidence place = Evidence.InMemory(dump.Input, compared.Module.TextBase, compared.Module.Name);
        string check = CheckCommand.Crash($"mod -S; dis -s {compared.Module.Name}");
        return compared.Build switch
        {
            BuildAgreement.SameBuildId => new(BuildSign.Decisive, Message.Of("join.sign.memory-id", compared.LoadedBuildId), [place], [check]),
            BuildAgreement.SameText or BuildAgreement.ChangedText => new(BuildSign.Decisive, Message.Of("join.sign.memory-text", compared.BytesCompared, compared.PatchedPlaces, compared.BytesUnexplained), [place], [check]),
            BuildAgreement.OtherBuildId => new(BuildSign.Contradiction, Message.Of("join.sign.memory-other-id", compared.LoadedBuildId), [place], [check]),
            BuildAgreement.OtherText => new(BuildSign.Contradiction, Message.Of("join.sign.memory-other-text", compared.BytesUnexplained, compared.BytesCompared), [place], [check]),
            _ => new(0, Message.Of("join.sign.memory-unknown"), [place], [check]),
        };
    }

    /// <summary>Names of fields from a dump of the kernel that a module was built for; null when none is among the inputs.</summary>
    /// <param name="file">The module.</param>
    /// <param name="dumps">The dumps.</param>
    internal static TypeInfo? Types(ModuleFile file, ImmutableArray<ExaminedDump> dumps)
    {
        foreach (ExaminedDump dump in dumps)
        {
            if (dump.Machine.Kernel is { HasFieldNames: true } kernel && kernel.Release == file.KernelRelease)
                return new TypeInfo(FieldNameSource.Btf, kernel.FieldAt);
        }

        return null;
    }
}
