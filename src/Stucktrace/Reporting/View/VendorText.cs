using System.Text;
using Stucktrace.Attribution;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.View;

/// <summary>
/// A letter to a module's vendor, as plain text to copy: what failed, why it is this module, how to see the same, what is asked for. There is none where
/// a module is only suspected: a confident letter about a thin reason costs trust.
/// </summary>
/// <param name="view">The diagnosis in one language.</param>
sealed class VendorText(DiagnosisView view)
{
    const int Columns = 76;
    const int MostFindings = 8;
    const int MostCommands = 6;
    const int MostPlaces = 4;

    readonly StringBuilder _text = new();

    Language Language => view.Language;

    /// <summary>The letter, or null.</summary>
    internal string? Write()
    {
        if (view.Result.Verdict is not { Culprit: { Kind: CulpritKind.Module, Module: { } module }, Confidence: >= Confidence.Likely, Incident: { } incident })
            return null;
        _text.Append(Language.Say("vendor.subject", view.Headline)).Append("\n\n");
        Item(string.Empty, Language.Say("vendor.intro", Names.Short(module)));
        _text.Append('\n');
        foreach (Fact fact in view.Facts.Where(f => f.Name is "kind" or "where" or "who" or "since" or "victims" or "confidence" or "unless"))
            Item("* ", $"{fact.Label}: {fact.Text}");
        if (view.WhyEndless.Length > 0)
        {
            Heading("page.why-endless");
            foreach (ReasonView reason in view.WhyEndless)
                Item("- ", reason.Text + Places(reason.Evidence));
        }

        ClaimView[] findings = [.. view.Findings.Where(f => f.Incident == incident).Take(MostFindings)];
        Heading("out.section.findings");
        foreach (ClaimView finding in findings)
            Item("- ", $"{finding.Id} ({view.Word(finding.Confidence)}): {finding.Claim}{Places(finding.Evidence)}");
        Inputs();
        Heading("out.check");
        foreach (string command in findings.SelectMany(f => f.Check).Distinct(StringComparer.Ordinal).Take(MostCommands))
            _text.Append("  $ ").Append(command).Append('\n');
        Heading("vendor.asked");
        foreach (string question in (ReadOnlySpan<string>)["vendor.ask.versions", "vendor.ask.fix", "vendor.ask.until"])
            Item("- ", Language.Say(question, Names.Short(module)));
        return _text.ToString().TrimEnd();
    }

    void Inputs()
    {
        Heading("out.section.inputs");
        for (int i = 0; i < Math.Min(view.Result.Inputs.Length, 10); i++)
        {
            DiagnosisInput input = view.Result.Inputs[i];
            Item("- ", $"{view.InputName(i)} ({input.Kind.Kebab()}){(input.Sha256 is { } hash ? $" sha256 {hash}" : string.Empty)}");
        }

        if (view.Result.Loop is { } loop)
            Item("- ", Language.Say("code.identity", loop.Identity));
    }

    static string Places(IEnumerable<Quotation> evidence)
    {
        string[] places = [.. evidence.Take(MostPlaces).Select(q => q.Place)];
        return places.Length == 0 ? string.Empty : $" [{string.Join(", ", places)}]";
    }

    void Heading(string id) => _text.Append('\n').Append(Language.Say(id)).Append('\n');

    // As wide as mail is.
    void Item(string mark, string text)
    {
        string indent = new(' ', mark.Length);
        foreach ((int index, List<TextRun> line) in LineBreaker.Break([VisibleText.Of(text)], Columns - mark.Length, Columns - mark.Length).Index())
            _text.Append(index == 0 ? mark : indent).AppendJoin(string.Empty, line.Select(r => r.Text)).Append('\n');
    }
}
