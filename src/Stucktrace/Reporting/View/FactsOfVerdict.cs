using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Attribution;
using Stucktrace.Incidents;
using Stucktrace.Termination.Live;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reporting.View;

/// <summary>The first screen: each fact short enough that all of them fit.</summary>
/// <param name="view">The view.</param>
/// <param name="places">Names of inputs.</param>
/// <param name="events">Reports by id.</param>
sealed class FactsOfVerdict(DiagnosisView view, Places places, Events events)
{
    const int MostNames = 4;

    // Links that lead to another view of the same failure, not to somebody who suffers from it.
    static readonly ImmutableArray<string> NotVictims = ["same-stall", "seen-by-another-detector", "caused-panic", "deadlocked-with"];

    Language Language => view.Language;

    internal ImmutableArray<Fact> All() =>
    [
        .. new[]
        {
            Make("unusable", "out.unusable", Unusable()),
            Make("kind", "out.kind", view.NothingFound ? null : view.Result.Verdict.Class.Word(Language)),
            Make("where", "out.where", Where()),
            Make("who", "out.who", Who()),
            Make("since", "out.since", Since()),
            Make("victims", "out.victims", Victims()),
            Make("cleared", "out.cleared", Cleared()),
            Make("confidence", "out.confidence", Confidence()),
            Make("unless", "out.unless", Unless()),
            Make("ruled-out", "out.ruled-out", RuledOut()),
            Make("not-checked", "out.not-checked", NotChecked()),
            Make("do-now", "out.do-now", DoNow()),
        }.OfType<Fact>(),
    ];

    Fact? Make(string name, string label, string? text) => string.IsNullOrEmpty(text) ? null : new Fact(name, Language.Say(label), text);

    // What is proven is proven as long as nobody writes what decides it: that stands beside it, on the first screen.
    string? Unless()
    {
        ImmutableArray<Release> releases = view.Result.Live is { Verdict: LiveVerdict.NeverEnds } live ? live.ReleasedBy : view.Result.Loop?.Study is { Endless: not null } study ? study.ReleasedBy : [];
        return releases.IsEmpty ? null : string.Join(Language.Say("out.or"), releases.Take(MostNames).Select(r => view.Say(r.What)));
    }

    string? Unusable() => List(view.Result.Inputs.Select((input, i) => (input, i)).Where(p => !p.input.Readable).Select(p => places.Input(p.i)));

    string? Where()
    {
        if (view.Lead is not { } lead)
            return null;
        List<string> parts = [];
        if (lead.Cpu is { } cpu)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"CPU {cpu}"));
        if (lead.Location is { } location)
            parts.Add(Names.Code(location));
        if ((view.Incident?.Kernel ?? lead.Kernel) is { } kernel)
            parts.Add(Language.Say("out.on-kernel", Names.Short(kernel)));
        if ((view.Incident?.Host ?? lead.Host) is { } host)
            parts.Add(Language.Say("out.on-host", Names.Short(host)));
        return string.Join(Comma, parts);
    }

    string? Who()
    {
        if (view.Lead is not { } lead || Names.Task(lead) is not { } task)
            return null;
        return lead.SystemCall is { } call ? Language.Say("out.in-call", task, Names.SystemCall(call)) : task;
    }

    string? Since()
    {
        if (view.Incident is not { } incident)
            return null;
        string? start = TimeText.Printed(incident.Start);
        string? lasted = incident.Seconds is { } seconds ? Language.Say("out.at-least", Math.Round(seconds)) : null;
        string text = string.Join(Comma, new[] { start, lasted }.OfType<string>());
        return incident.StartWhy is { } why && text.Length > 0 ? Language.Say("out.because", text, FirstSentence(view.Say(why)).TrimEnd('.', '。')) : text;
    }

    string? Victims()
    {
        string? culprit = view.Lead is { } lead ? Names.Task(lead) : null;
        return List(VictimReports().Select(r => Names.Task(r) ?? Names.Lane(r)).Where(n => n != culprit).Distinct(StringComparer.Ordinal));
    }

    IEnumerable<Report> VictimReports() => (view.Incident?.Effects ?? [])
        .Where(e => !NotVictims.Contains(e.Relation))
        .Select(e => events.Report(e.Report))
        .OfType<Report>()
        .Where(r => r.Kind is ReportKind.HungTask or ReportKind.SoftLockup or ReportKind.HardLockup or ReportKind.WorkqueueLockup);

    // Victims are named just above; they need not be cleared a second time there.
    string? Cleared()
    {
        HashSet<string> victims = [.. VictimReports().Select(r => r.Comm).OfType<string>()];
        return List(view.Cleared.Select(c => c.Name).Where(n => !victims.Contains(n)).Distinct(StringComparer.Ordinal));
    }

    string? Confidence()
    {
        if (view.NothingFound)
            return null;
        Confidence confidence = view.Result.Verdict.Confidence;
        string text = Language.Say("out.confidence.text", view.Word(confidence), confidence.Meaning(Language));
        return view.RaisedBy.Length == 0 ? text : text + Language.Say("out.raised-by", view.RaisedBy[0]);
    }

    string? RuledOut()
    {
        if (view.Result.RuledOut.Length == 0)
            return null;
        List<string> parts = [];
        Group("out.ruled.seen", r => r.Seen);
        Group("out.ruled.not-seen", r => !r.Seen && r.CanTell);
        Group("out.ruled.cannot-tell", r => !r.Seen && !r.CanTell);
        return string.Join(Language == Language.Chinese ? "；" : "; ", parts);

        void Group(string label, Func<RuledOut, bool> belongs)
        {
            if (List(view.Result.RuledOut.Where(belongs).Select(r => Explanation(r.Id)), 8) is { } names)
                parts.Add(Language.Say(label, names));
        }
    }

    string Explanation(string id) => MessageCatalogue.TryGet("ruled-out.name." + id, out MessageText name) ? name.In(Language) : id.Replace('-', ' ');

    string? NotChecked() => view.NotChecked.Length switch
    {
        0 => null,
        1 => view.NotChecked[0],
        int count => Language.Say("out.more", view.NotChecked[0].TrimEnd('.', '。'), count - 1),
    };

    string? DoNow()
    {
        // What helps this minute; the fix and what to collect stand below.
        ImmutableArray<Advice> all = view.Result.Advice;
        Advice? first = all.FirstOrDefault(a => a.Kind == AdviceKind.Mitigate) ?? all.FirstOrDefault();
        if (first is null)
            return null;
        string sentence = FirstSentence(view.Say(first.Text));
        return all.Length > 1 ? Language.Say("out.see-below", sentence) : sentence;
    }

    internal static string FirstSentence(string text)
    {
        int end = text.AsSpan().IndexOf("。");
        if (end < 0)
            end = text.AsSpan().IndexOf(". ");
        return end < 0 ? text : text[..(end + 1)];
    }

    string Comma => Language == Language.Chinese ? "，" : ", ";

    string? List(IEnumerable<string> names, int most = MostNames)
    {
        string[] all = [.. names];
        if (all.Length == 0)
            return null;
        string text = string.Join(Language == Language.Chinese ? "、" : ", ", all.Take(most));
        return all.Length > most ? Language.Say("out.and-more", text, all.Length - most) : text;
    }
}
