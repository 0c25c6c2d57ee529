using System.Collections.Immutable;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Signs that need no instruction to be decoded: kernel release, build id, sizes of functions, distances between addresses.</summary>
static class BuildSigns
{
    const int MostFunctions = 64;

    /// <summary>The kernel that the file was built for, beside the one that ran.</summary>
    internal static IEnumerable<BuildSign> Kernel(ExaminedModule module, Report[] reports)
    {
        Report? report = reports.FirstOrDefault(r => r.Kernel is not null);
        if (report?.Kernel is not { } running || module.File.KernelRelease is not { Length: > 0 } built)
            yield break;
        if (built == running)
        {
            yield return new BuildSign(0, Message.Of("join.sign.kernel", running), [report.Headline()], [CheckCommand.ModInfo(module.File.Path)]);
            yield break;
        }

        // With CRCs the kernel does not compare the release (same_magic() in kernel/module), and a forced module is not compared at all.
        bool fits = module.File.Info.Vermagic?.HasVersions == true || reports.Any(r => r.Modules.Any(m => m.Name == module.Name && m.Flags.Contains('F')));
        yield return fits
            ? new BuildSign(0, Message.Of("join.sign.kernel-other", built, running), [report.Headline()], [CheckCommand.ModInfo(module.File.Path)])
            : new BuildSign(BuildSign.Contradiction, Message.Of("join.sign.kernel-refused", built, running), [report.Headline()], [CheckCommand.ModInfo(module.File.Path)]);
    }

    /// <summary>Kernels from 5.14 may print the build id behind the module's name: <c>[dirpro 3f1c…]</c>.</summary>
    internal static IEnumerable<BuildSign> BuildIds(ExaminedModule module, Report[] reports)
    {
        if (module.File.BuildId is not { } own)
            yield break;
        string mark = $"[{module.Name} ";
        foreach (Report report in reports)
        {
            foreach (ReportLine line in report.Lines)
            {
                int at = line.Text.IndexOf(mark, StringComparison.Ordinal);
                int end = at < 0 ? -1 : line.Text.IndexOf(']', at);
                if (end < 0 || line.Text[(at + mark.Length)..end] is not { Length: >= 16 } printed || !printed.All(char.IsAsciiHexDigit))
                    continue;
                bool same = own.StartsWith(printed, StringComparison.OrdinalIgnoreCase) || printed.StartsWith(own, StringComparison.OrdinalIgnoreCase);
                yield return new BuildSign(
                    same ? BuildSign.Decisive : BuildSign.Contradiction, Message.Of(same ? "join.sign.build-id" : "join.sign.build-id-other", printed, own), [report.At(line.Line)], [$"readelf -n {CheckCommand.Quote(module.File.Path)}"]);
                yield break;
            }
        }
    }

    /// <summary>Sizes of functions: kallsyms counts up to the next symbol, and so does this.</summary>
    internal static IEnumerable<BuildSign> Sizes(ExaminedModule module, Report[] reports, ImmutableDictionary<string, LoadedSymbol> names)
    {
        HashSet<(string, ulong?)> seen = [];
        foreach ((CodeLocation location, Evidence evidence) in reports.SelectMany(r => Named(r, module.Name)))
        {
            if (seen.Count >= MostFunctions || !seen.Add((location.Symbol!, location.Size)))
                continue;
            LoadedSymbol[] symbols = [.. module.Layout.Named(location.Symbol!)];
            if (symbols.Length == 0)
            {
                if (names.TryGetValue(location.Symbol!, out LoadedSymbol unnamed))
                    yield return new BuildSign(1, Message.Of("join.sign.size-unnamed", location.Symbol, RegisterText.Hex(location.Size ?? 0), module.Text(module.Image.AddressOf(unnamed.Place) ?? 0)), [evidence, Stucktrace.Evidence.InSection(module.Input, module.File.Elf.SectionAt(unnamed.Place.Section)?.Name ?? "?", unnamed.Place.Offset)], []);
                else if (module.Layout.HasSymbols)
                    yield return new BuildSign(BuildSign.Contradiction, Message.Of("join.sign.no-function", location.Symbol), [evidence], [CheckCommand.Symbols(module.File.Path)]);
                continue;
            }

            if (location.Size is not { } printed || symbols.Any(s => module.Layout.HasSize(s, printed) is null))
                continue;
            Evidence place = Stucktrace.Evidence.InSection(module.Input, module.File.Elf.SectionAt(symbols[0].Place.Section)?.Name ?? "?", symbols[0].Place.Offset);
            bool same = symbols.Any(s => module.Layout.HasSize(s, printed) == true);
            yield return same
                ? new BuildSign(1, Message.Of("join.sign.size", location.Symbol, RegisterText.Hex(printed)), [evidence, place], [CheckCommand.Symbols(module.File.Path)])
                : new BuildSign(BuildSign.Contradiction, Message.Of("join.sign.size-other", location.Symbol, RegisterText.Hex(printed), RegisterText.Hex(module.Layout.SizeOf(symbols[0]))), [evidence, place], [CheckCommand.Symbols(module.File.Path)]);
        }
    }

    /// <summary>Addresses of one run: all have to lie as far from each other as in the file.</summary>
    internal static IEnumerable<BuildSign> Distances(ExaminedModule module, Report[] reports, ModulePlaces places)
    {
        if (places.Base is not { } start)
            yield break;
        HashSet<ulong> fitting = [];
        foreach ((CodeLocation location, Evidence evidence) in reports.SelectMany(r => Named(r, module.Name)))
        {
            if (location.Address is not { } address || places.AddressOf(location) is not { } found || module.Image.Locate(found) is not { } place || module.Image.SectionOf(place.Section) is { IsInit: true } || module.Layout.Distance(place) is not { } distance)
                continue;
            if (address - distance != start)
            {
                yield return new BuildSign(BuildSign.Contradiction, Message.Of("join.sign.distance-other", location.Text(), RegisterText.Hex(address - start), RegisterText.Hex(distance)), [evidence], []);
                yield break;
            }

            fitting.Add(address);
        }

        if (fitting.Count > 1)
            yield return new BuildSign(2, Message.Of("join.sign.distance", fitting.Count, RegisterText.Hex(start)), [reports[0].Headline()], []);
    }

    /// <summary>The load address that bare addresses agree on.</summary>
    internal static BuildSign Base(ExaminedModule module, LoadBase start) =>
        new(BuildSign.Enough, Message.Of("join.sign.base", RegisterText.Hex(start.Place), module.Name, RegisterText.Hex(start.Address), start.Calls), [start.Example.Place()], []);

    internal static IEnumerable<(CodeLocation Location, Evidence Evidence)> Named(Report report, string module)
    {
        if (report.Location is { Symbol: not null } location && location.Module == module)
            yield return (location, report.Place());
        foreach (StackFrame frame in report.Frames)
        {
            if (frame.Location.Symbol is not null && frame.Location.Module == module && !frame.Inline)
                yield return (frame.Location, report.At(frame));
        }
    }
}
