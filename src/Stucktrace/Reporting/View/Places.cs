using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats.IO;
using Stucktrace.Incidents;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.View;

/// <summary>Turns evidence into places that a reader can go to, with what stands there.</summary>
/// <param name="result">The diagnosis.</param>
/// <param name="language">Language of the short form.</param>
sealed class Places(DiagnosisResult result, Language language)
{
    const int MostQuoted = 400;
    const int MostWhole = 180;
    readonly ImmutableArray<string> _names = Distinct(result.Inputs);
    readonly Lazy<ILookup<int, Report>> _reports = new(() => result.Reports.Where(r => r.Lines.Length > 0).ToLookup(r => r.Input));

    /// <summary>An input's name: the file's, or the whole path where two files have the same.</summary>
    internal string Input(int index) => index >= 0 && index < _names.Length ? _names[index] : "?";

    internal string At(int input, long line, long lastLine = 0) =>
        IsDump(input) ? InDump(input, line, lastLine) : $"{Input(input)}:{Lines(line, lastLine)}";

    internal string Short(int input, long line, long lastLine = 0) =>
        _names.Length > 1 || IsDump(input) ? At(input, line, lastLine) : language.Say("out.input.line", Lines(line, lastLine));

    /// <summary>Places without what stands there.</summary>
    internal ImmutableArray<Quotation> Locate(ImmutableArray<Evidence> evidence) => [.. evidence.Select(e => Place(e, null)).Distinct()];

    /// <summary>Places with what stands there; of long lines what the claim is about.</summary>
    internal ImmutableArray<Quotation> Quote(ImmutableArray<Evidence> evidence, string claim) => [.. evidence.Select(e => Place(e, (e.Quote ?? Find(e.Input, e.Line)) is { } text ? Excerpt.Of(text.Trim(), claim, MostWhole) : null)).Distinct()];

    Quotation Place(Evidence evidence, string? text) => new(
        Other(evidence) ?? At(evidence.Input, evidence.Line, evidence.LastLine),
        Other(evidence) ?? Short(evidence.Input, evidence.Line, evidence.LastLine),
        evidence.Input,
        evidence.Line,
        evidence.LastLine,
        text is null ? null : VisibleText.Of(text.Trim(), MostQuoted),
        Check(evidence));

    // A handful of instructions, or of words.
    string? Check(Evidence evidence) => (evidence, evidence.Input >= 0 && evidence.Input < result.Inputs.Length) switch
    {
        ({ Section: { } section }, true) => VisibleText.Of(CheckCommand.At(result.Inputs[evidence.Input].Path, section, evidence.Offset)),
        ({ Address: not 0 }, true) => VisibleText.Of(CheckCommand.Memory(result.Inputs[evidence.Input].Path, evidence.Address)),
        _ => null,
    };

    string? Other(Evidence evidence) => evidence.Section is not null ? InSection(evidence) : evidence.Address != 0 ? InMemory(evidence.Input, evidence.Address) : null;

    string InMemory(int input, ulong address) => string.Create(CultureInfo.InvariantCulture, $"{Input(input)}:0x{address:x}");

    bool IsDump(int input) => input >= 0 && input < result.Inputs.Length && result.Inputs[input].Kind == InputKind.Vmcore;

    // A line of the log inside the dump, or what was read from its memory.
    string InDump(int input, long line, long lastLine)
    {
        foreach (Report report in _reports.Value[input])
        {
            if (report.FromMemory && report.FirstLine <= line && report.LastLine >= line && report.Lines.FirstOrDefault(l => l.Line == line) is { Address: not 0 } read)
                return InMemory(input, read.Address);
        }

        return $"{Input(input)}:log:{Lines(line, lastLine)}";
    }

    // As objdump's readers say it: dirpro.ko:.text+0x18.
    string InSection(Evidence evidence) => string.Create(CultureInfo.InvariantCulture, $"{Input(evidence.Input)}:{VisibleText.Of(evidence.Section!, 60)}+0x{evidence.Offset:x}");

    static string Lines(long line, long lastLine) => lastLine > line
        ? string.Create(CultureInfo.InvariantCulture, $"{line}-{lastLine}")
        : line.ToString(CultureInfo.InvariantCulture);

    string? Find(int input, long line)
    {
        foreach (Report report in _reports.Value[input])
        {
            if (report.FirstLine > line || report.LastLine < line)
                continue;
            foreach (ReportLine kept in report.Lines)
            {
                if (kept.Line == line)
                    return kept.Text;
            }
        }

        return null;
    }

    static ImmutableArray<string> Distinct(ImmutableArray<DiagnosisInput> inputs)
    {
        string[] names = [.. inputs.Select(i => Path.GetFileName(i.Path) is { Length: > 0 } name ? name : i.Path)];
        HashSet<string> twice = [.. names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)];
        return [.. inputs.Select((input, i) => VisibleText.Of(twice.Contains(names[i]) ? input.Path : names[i], 200))];
    }
}
