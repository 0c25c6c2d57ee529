using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Stucktrace.Formats;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.View;

namespace Stucktrace.Reporting.Sarif;

/// <summary>
/// A diagnosis as SARIF 2.1.0, shaped so that code scanning services take it: relative addresses, a region and a text on every location and step,
/// logical locations only in addition. The chain of causes is the code flow of the first result.
/// </summary>
public static class SarifReport
{
    // Limits of code scanning services: more is refused or not shown.
    const int MostResults = 5_000;
    const int MostSteps = 1_000;

    /// <summary>Writes the result of <c>diagnose</c>.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="output">Receives UTF-8.</param>
    /// <param name="language">Language.</param>
    public static void Write(DiagnosisResult result, Stream output, Language language)
    {
        DiagnosisView view = new(result, language);
        // The finding that carries the verdict comes first: some viewers show no more.
        ImmutableArray<ClaimView> all = [.. view.Findings.Take(MostResults)];
        ClaimView? main = all.FirstOrDefault(f => f.Id == view.FindingId);
        ImmutableArray<ClaimView> findings = main is null ? all : [main, .. all.Where(f => !ReferenceEquals(f, main))];
        string[] rules = [.. findings.Select(f => f.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        using JsonSink json = new(output, language);
        json.Begin();
        json.Fixed("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.Fixed("version", "2.1.0");
        json.Array("runs", [view], (sink, run) => Run(sink, run, findings, rules), lines: true);
        json.End();
    }

    static void Run(JsonSink json, DiagnosisView view, ImmutableArray<ClaimView> findings, string[] rules)
    {
        json.Begin();
        json.Begin("tool");
        json.Begin("driver");
        json.Fixed("name", "Stucktrace");
        json.Fixed("version", typeof(SarifReport).Assembly.GetName().Version?.ToString(3) ?? "0");
        json.Array("rules", rules, (sink, id) => Rule(sink, id, view.Language), lines: true);
        json.End();
        json.End();
        json.Fixed("language", view.Language == Language.Chinese ? "zh-CN" : "en-US");
        json.Fixed("columnKind", "utf16CodeUnits");
        json.Array("artifacts", view.Result.Inputs, (sink, input) => Artifact(sink, input));
        json.Array("invocations", [view], Invocation, lines: true);
        json.Array("results", findings, (sink, finding) => Result(sink, view, finding, Array.IndexOf(rules, finding.Id), ReferenceEquals(finding, findings[0])), lines: true);
        json.End();
    }

    static void Rule(JsonSink json, string id, Language language)
    {
        FindingDescription? known = FindingCatalogue.Find(id);
        json.Begin();
        json.Fixed("id", id);
        SarifParts.Text(json, "shortDescription", known?.Title.In(language) ?? id);
        if (known is not null)
        {
            SarifParts.Text(json, "fullDescription", known.Says.In(language));
            SarifParts.Text(json, "help", $"{known.HowKnown.In(language)}\n\n{known.RefutedBy.In(language)}\n\n{known.WhatToDo.In(language)}");
        }

        json.End();
    }

    static void Artifact(JsonSink json, DiagnosisInput input)
    {
        json.Begin();
        json.Begin("location");
        json.Fixed("uri", SarifParts.Uri(input.Path));
        json.End();
        if (input.Sha256 is not null)
        {
            json.Begin("hashes");
            json.Fixed("sha-256", input.Sha256);
            json.End();
        }

        json.End();
    }

    static void Invocation(JsonSink json, DiagnosisView view)
    {
        json.Begin();
        json.Boolean("executionSuccessful", true);
        IEnumerable<(DiagnosisInput Input, InputDiagnostic Diagnostic)> notes = view.Result.Inputs.SelectMany(i => i.Diagnostics.Select(d => (i, d))).Take(MostSteps);
        json.Array("toolExecutionNotifications", notes, (sink, note) =>
        {
            sink.Begin();
            sink.Begin("descriptor");
            sink.Fixed("id", note.Diagnostic.Id);
            sink.End();
            sink.Fixed("level", note.Input.Readable ? "warning" : "error");
            SarifParts.Text(sink, "message", view.Say(note.Diagnostic.Message));
            sink.Array("locations", [note], (inner, n) => SarifParts.Location(inner, n.Input.Path, n.Diagnostic.Line ?? 1, n.Diagnostic.Line ?? 1, null, null));
            sink.End();
        });
        json.End();
    }

    static void Result(JsonSink json, DiagnosisView view, ClaimView finding, int rule, bool carriesVerdict)
    {
        json.Begin();
        json.Fixed("ruleId", finding.Id);
        json.Number("ruleIndex", (long)rule);
        bool open = finding.Confidence == Confidence.Unknown;
        json.Fixed("kind", open ? "open" : "fail");
        json.Fixed("level", open ? "none" : Level(finding.Confidence));
        SarifParts.Text(json, "message", carriesVerdict ? $"{view.Headline}\n\n{finding.Claim}" : finding.Claim);
        IEnumerable<Quotation> places = finding.Evidence.Length > 0 ? finding.Evidence : [new Quotation(view.InputName(0), view.InputName(0), 0, 1, 1, null)];
        json.Array("locations", places.Take(1), (sink, place) => SarifParts.Location(sink, view, place, null));
        json.Array("relatedLocations", finding.Evidence.Skip(1).Take(MostSteps), (sink, place) => SarifParts.Location(sink, view, place, place.Text ?? place.Place));
        if (carriesVerdict && view.Chains.FirstOrDefault(c => c.Incident == view.Incident?.Id) is { Cause: not null } chain)
            SarifParts.Flow(json, view, chain, MostSteps);
        json.Begin("partialFingerprints");
        json.Fixed("stucktraceFinding/v1", Fingerprint(view, finding));
        json.End();
        json.Begin("properties");
        json.Fixed("confidence", finding.Confidence.Kebab());
        json.Strings("checkYourself", finding.Check);
        json.End();
        json.End();
    }

    static string Level(Confidence confidence) => confidence switch
    {
        Confidence.Proven or Confidence.Strong => "error",
        Confidence.Likely => "warning",
        _ => "note",
    };

    // The same failure of the same code keeps its alert, wherever in the loop the CPU was caught and whatever the log's lines are.
    static string Fingerprint(DiagnosisView view, ClaimView finding)
    {
        string key = $"{finding.Id}\n{view.Result.Verdict.Culprit.Module}\n{view.Result.Verdict.Culprit.Function}\n{view.Result.Verdict.Class.Kebab()}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
