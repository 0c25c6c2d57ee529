using Stucktrace.Dump;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Dumps;

/// <summary>The modules that were loaded.</summary>
static class ModulesText
{
    internal static void Write(TextSurface surface, DumpResult dump, Language language, IReadOnlyList<string> words)
    {
        LoadedModule[] modules = [.. dump.Machine!.Modules.Where(m => words.Count == 0 || words.Contains(m.Name))];
        if (modules.Length == 0)
        {
            surface.Paragraph(0, 2, new TextRun(language.Say("dump.no-module", string.Join(' ', words)), Tone.Warning));
            return;
        }

        TextTable.Write(surface, [language.Say("dump.head.name"), language.Say("dump.head.text"), language.Say("dump.head.size"), language.Say("dump.head.taint"), language.Say("dump.head.symbols"), language.Say("dump.head.state")],
            [.. modules.Select(m => (TextRun[])
            [
                new(m.Name, m.Taint.Length > 0 ? Tone.Strong : Tone.Plain),
                Hexadecimal.Address(m.TextBase),
                DumpWords.Number(m.Regions.Aggregate(0UL, (sum, r) => unchecked(sum + r.Size))),
                new(m.Taint, Tone.Warning),
                DumpWords.Number(m.Symbols?.Count ?? 0),
                State(m, language),
            ])]);
        foreach (LoadedModule module in words.Count > 0 ? modules : [])
            Details(surface, module, language);
    }

    static void Details(TextSurface surface, LoadedModule module, Language language)
    {
        surface.Heading(module.Name);
        if (module.Arguments.Length > 0)
            surface.Field(language.Say("dump.label.arguments"), 16, module.Arguments);
        TextTable.Write(surface, [language.Say("dump.head.address"), language.Say("dump.head.size"), language.Say("dump.head.region")],
            [.. module.Regions.Select(r => (TextRun[])[Hexadecimal.Address(r.Address), DumpWords.Number(r.Size), r.Name])]);
        surface.Line();
        TextTable.Write(surface, [language.Say("dump.head.address"), language.Say("dump.head.section")],
            [.. module.Sections.OrderBy(s => s.Address).Select(s => (TextRun[])[Hexadecimal.Address(s.Address), s.Name])]);
        surface.Line();
        TextTable.Write(surface, [language.Say("dump.head.address"), language.Say("dump.head.kind"), language.Say("dump.head.symbol")],
            [.. Enumerable.Range(0, module.Symbols?.Count ?? 0).Select(i => module.Symbols![i]).Select(s => (TextRun[])[Hexadecimal.Address(s.Address), s.Kind.ToString(), s.Name])]);
    }

    // enum module_state in include/linux/module.h.
    static string State(LoadedModule module, Language language) => module.State switch
    {
        0 => language.Say("dump.module.live"),
        1 => language.Say("dump.module.coming"),
        2 => language.Say("dump.module.going"),
        3 => language.Say("dump.module.unformed"),
        _ => DumpWords.Number(module.State),
    };
}
