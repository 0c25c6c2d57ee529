using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Incidents.Blame;
using Stucktrace.Incidents.Parsing;
using Stucktrace.Incidents.Recognition;
using Stucktrace.Incidents.Segmentation;

namespace Stucktrace.Incidents;

/// <summary>Makes the records of a closed report: the report itself and one for each stack that was printed on its behalf.</summary>
static class ReportAssembler
{
    /// <summary>Makes them; the report comes first. Ids are provisional (<see cref="ReportCollector"/> gives the final ones).</summary>
    /// <param name="open">The report.</param>
    /// <param name="cut">True when the log ended before it did.</param>
    /// <param name="borrowed">The stack of the panic that ended it, when it has none of its own.</param>
    public static IEnumerable<Report> Assemble(OpenReport open, bool cut, SectionFacts? borrowed = null)
    {
        string id = Id(open.Number, 0);
        SectionFacts[] facts = [.. open.Sections.Select(SectionReader.Read)];
        SectionFacts subject = borrowed ?? Subject.Choose(open, facts);
        yield return Make(open, facts[0], subject, id) with
        {
            PartOf = open.PartOf is { } owner ? Id(owner, 0) : null,
            Damaged = Damage.Of(open, facts[0], subject, cut),
        };
        for (int i = 1; i < facts.Length; i++)
            yield return Make(open, facts[i], facts[i], Id(open.Number, i)) with { PartOf = id };
    }

    static string Id(int number, int section) => string.Create(CultureInfo.InvariantCulture, $"{number}.{section}");

    static Report Make(OpenReport open, SectionFacts own, SectionFacts subject, string id)
    {
        HeaderRule rule = own.Section.Rule;
        HeaderCapture capture = own.Section.Capture;
        CodeLocation? guilty = GuiltyFrame.Choose(rule, own, subject);
        List<ReportLine> lines = own.Section.Lines;
        StackFrame? place = rule.Blame == BlameMethod.Wait ? Sleeper.Place(subject) : null;
        Report report = new()
        {
            Id = id,
            Kind = rule.Kind,
            Title = ReportTitle.Of(rule, own, guilty),
            Input = open.First.Input,
            FirstLine = lines[0].Line,
            LastLine = lines.Max(l => l.Line),
            Time = open.First.Time,
            Host = open.First.Host,
            Boot = open.First.Boot,
            Kernel = own.Kernel ?? subject.Kernel,
            Hardware = own.Hardware ?? subject.Hardware,
            Cpu = capture.Number("cpu") ?? subject.Cpu,
            Pid = capture.Number("pid") ?? subject.Pid,
            Comm = capture["comm"] ?? subject.Comm,
            Seconds = capture.Number("seconds"),
            TaskAddress = own.TaskAddress,
            Location = place?.Location ?? subject.Location,
            LocationLine = place?.Line ?? subject.LocationLine,
            GuiltySymbol = guilty?.Symbol is { } symbol ? SymbolName.Normalise(symbol) : null,
            GuiltyModule = guilty?.Module,
            Frames = GuiltyFrame.IsGuess(rule, subject) ? Guessed(subject.Main.Frames, guilty) : [.. subject.Main.Frames],
            Taint = own.Taint ?? subject.Taint,
            Lines = [.. lines],
        };
        return ReferenceEquals(own, subject) ? DetailReader.Fill(report, lines) : DetailReader.Fill(report, lines, subject.Section.Lines);
    }

    static ImmutableArray<StackFrame> Guessed(List<StackFrame> frames, CodeLocation? guilty) =>
        [.. frames.Select(f => f.Location == guilty ? f with { Why = Message.Of("report.guessed-frame") } : f)];
}
