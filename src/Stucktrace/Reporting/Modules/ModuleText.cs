using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Reporting.Listing;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Modules;

/// <summary>The page about a module: what it is, what its loops do, and the code of those that may never end.</summary>
public static class ModuleText
{
    const int MostListings = 3;
    const int MostLoops = 20;
    const int MostEntries = 12;
    const int MostPaths = 3;

    /// <summary>Writes the page.</summary>
    /// <param name="result">What was found; its file must have been readable.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="language">Language.</param>
    /// <param name="style">What the terminal can show.</param>
    /// <param name="arrows">Whether listings have the column of arrows.</param>
    public static void Write(ModuleResult result, TextWriter writer, Language language, TextStyle style, bool arrows = true)
    {
        TextSurface surface = new(writer, style);
        ModuleFile file = result.File!;
        LoopFacts[] suspicious = [.. result.Suspicious];
        Message headline = suspicious.Length == 0 && result.Locks is [{ } locks, ..] ? Message.Of("lock.headline", file.Name, locks.What)
            : suspicious.Length == 0
            ? Message.Of(result.IsComplete ? "code.headline.clean" : "code.headline.damaged", file.Name, result.Loops.Length)
            : Message.Of("code.headline.suspicious", file.Name, suspicious[0].Function.Name, ListingBuilder.PlaceOf(suspicious[0].Function, suspicious[0].Head), suspicious[0].Suspicions[0].Why);
        surface.Paragraph(0, 2, new TextRun(headline.Render(language), suspicious.Length > 0 || !result.Locks.IsEmpty ? Tone.Bad : result.IsComplete ? Tone.Good : Tone.Warning));
        surface.Line();
        Facts(surface, result, language);
        Entries(surface, result, language);
        foreach (LoopFacts loop in suspicious.Take(MostListings))
        {
            Loop(surface, result.Code!, loop, null, language, arrows);
            foreach (EntryPath path in result.Entries!.PathsTo(loop.Function).Take(MostPaths))
                surface.Paragraph(2, 4, new TextRun(language.Say("code.reached", path.ToString())));
            if (result.Studies.FirstOrDefault(s => s.Loop.Head == loop.Head) is { } study)
                StudyText.Write(surface, study, language);
        }

        if (suspicious.Length > MostListings)
            surface.Paragraph(2, 4, new TextRun(language.Say("code.more-suspicious", suspicious.Length - MostListings), Tone.Warning));
        LockText.Write(surface, result, result.Locks, language);
        Loops(surface, result, language);
        Diagnostics(surface, result, language);
    }

    /// <summary>Writes one function, or the loop around a place in it.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="function">The function.</param>
    /// <param name="here">Address of the instruction asked for, or null for the whole function.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="language">Language.</param>
    /// <param name="style">What the terminal can show.</param>
    /// <param name="arrows">Whether listings have the column of arrows.</param>
    public static void WriteFunction(ModuleResult result, Function function, ulong? here, TextWriter writer, Language language, TextStyle style, bool arrows = true)
    {
        TextSurface surface = new(writer, style);
        LoopFacts[] loops = [.. result.Loops.Where(l => l.Function.Entry == function.Entry)];
        LoopFacts? around = here is { } address ? Innermost(result.Code!, loops, address) : null;
        if (here is null || around is null)
        {
            surface.Heading(language.Say("code.function", function.Name, Json.JsonText.Hex(function.Size)));
            ListingText.Write(surface, ListingBuilder.Build(result.Code!, function, new ListingOptions { Loop = loops.FirstOrDefault(l => !l.Suspicions.IsEmpty) ?? loops.FirstOrDefault(), Here = here, Language = language }), arrows);
        }

        foreach (LoopFacts loop in around is null ? loops : [around])
            Loop(surface, result.Code!, loop, here, language, arrows, list: around is not null);
    }

    static LoopFacts? Innermost(ModuleCode code, LoopFacts[] loops, ulong address) =>
        loops.Where(l => code.GraphOf(l.Function).BlockAt(address) is { } block && l.Loop.Contains(block.Id)).MaxBy(l => l.Loop.Depth);

    static void Facts(TextSurface surface, ModuleResult result, Language language)
    {
        List<(string Label, string Text)> facts = [.. ModuleFacts.Of(result).Select(f => (language.Say(f.Label), f.Text.Render(language)))];
        int columns = facts.Max(f => ColumnWidth.Of(f.Label)) + 2;
        foreach ((string label, string text) in facts)
            surface.Field(label, columns, text);
    }

    static void Entries(TextSurface surface, ModuleResult result, Language language)
    {
        foreach (KernelChange change in result.Entries!.Changes.Take(MostEntries))
            surface.Block([new TextRun(surface.Glyph("  ◆ ", "  # "), Tone.Warning)], "    ", new TextRun(change.What.Render(language)));
        foreach (KernelEntry entry in result.Entries.Entries.Take(MostEntries))
            surface.Block([new TextRun(surface.Glyph("  → ", "  > "), Tone.Quiet)], "    ", new TextRun(entry.Function.Name, Tone.Strong), new TextRun("  "), new TextRun(entry.How.Render(language)));
        TextReport.LeftOut(surface, language, result.Entries.Entries.Length - MostEntries);
        string[] gplOnly = [.. result.File!.Imports.Where(i => i.IsGplOnly == true).Select(i => i.Name)];
        if (gplOnly.Length > 0)
            surface.Paragraph(2, 4, new TextRun(language.Say("code.imports-gpl", string.Join(", ", gplOnly.Take(12)), gplOnly.Length)));
    }

    static void Loop(TextSurface surface, ModuleCode code, LoopFacts loop, ulong? here, Language language, bool arrows, bool list = true)
    {
        surface.Heading(language.Say("code.loop.title", loop.Function.Name, ListingBuilder.PlaceOf(loop.Function, loop.Head), LoopLabels.Kind(loop)));
        if (LoopLabels.Walk(loop) is { } walk)
            surface.Paragraph(2, 2, new TextRun(walk.Render(language)));
        foreach (Suspicion suspicion in loop.Suspicions)
            surface.Block([new TextRun(surface.Glyph("  ▲ ", "  ! "), Tone.Bad)], "    ", new TextRun(suspicion.Why.Render(language), Tone.Bad));
        if (loop.Exits.IsEmpty)
            surface.Paragraph(2, 4, new TextRun(language.Say("code.no-exit"), Tone.Warning));
        foreach (ExitCondition exit in loop.Exits)
        {
            surface.Block(
                [new TextRun(surface.Glyph("  ⇥ ", "  -> "), Tone.Warning), new TextRun(ListingBuilder.PlaceOf(loop.Function, exit.BranchAt) + "  ", Tone.Quiet)],
                "       ",
                new TextRun(exit.Words.Render(language)),
                new TextRun("   " + exit.Formula, Tone.Quiet));
        }

        surface.Paragraph(2, 4, new TextRun(language.Say("code.identity", loop.Identity), Tone.Quiet));
        if (list)
            ListingText.Write(surface, ListingBuilder.Build(code, loop.Function, new ListingOptions { Loop = loop, OnlyLoop = true, Here = here, Language = language }), arrows);
    }

    static void Loops(TextSurface surface, ModuleResult result, Language language)
    {
        if (result.Loops.IsEmpty)
            return;
        surface.Heading(language.Say("code.loops", result.Loops.Length));
        surface.Paragraph(2, 4, new TextRun(string.Join(", ", result.Loops.GroupBy(l => l.Kind).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} {LoopLabels.Kind(g.First()).Render(language)}"))));
        List<TextRun[]> rows = [];
        foreach (LoopFacts loop in result.Loops.OrderByDescending(l => l.Suspicions.Length).ThenBy(l => Interest(l.Kind)).Take(MostLoops))
        {
            rows.Add([
                new TextRun($"{loop.Function.Name}{ListingBuilder.PlaceOf(loop.Function, loop.Head)}", loop.Suspicions.IsEmpty ? Tone.Plain : Tone.Bad),
                new TextRun(LoopLabels.Kind(loop).Render(language)),
                new TextRun(string.Join("; ", loop.Exits.Select(e => e.Words.Render(language))), Tone.Quiet),
            ]);
        }

        TextTable.Write(surface, [language.Say("code.column.loop"), language.Say("code.column.kind"), language.Say("code.column.ends")], rows);
        TextReport.LeftOut(surface, language, result.Loops.Length - MostLoops);
    }

    // What may wait for somebody else comes before what counts.
    static int Interest(LoopKind kind) => kind switch
    {
        LoopKind.MemoryPoll or LoopKind.Retry or LoopKind.LockSpin => 0,
        LoopKind.ListWalk => 1,
        LoopKind.PointerChase => 2,
        LoopKind.Unknown => 3,
        _ => 4,
    };

    static void Diagnostics(TextSurface surface, ModuleResult result, Language language)
    {
        foreach (InputDiagnostic diagnostic in result.Diagnostics)
        {
            string place = diagnostic.Offset is { } offset ? string.Create(CultureInfo.InvariantCulture, $" @0x{offset:x}") : string.Empty;
            surface.Paragraph(2, 4, new TextRun($"[{diagnostic.Id}]{place} ", Tone.Warning), new TextRun(diagnostic.Message.Render(language)));
        }
    }
}
