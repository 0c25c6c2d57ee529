using Stucktrace.Attribution;
using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents;

namespace Stucktrace.Reporting.Json;

/// <summary>The parts of the JSON but for the reports.</summary>
static class JsonParts
{
    internal static void Input(JsonSink json, DiagnosisInput input)
    {
        json.Begin();
        json.Text("path", input.Path);
        json.Fixed("kind", input.Kind.Kebab());
        json.Fixed("sha256", input.Sha256);
        json.Array("diagnostics", input.Diagnostics, Diagnostic);
        json.Boolean("readable", input.Readable);
        json.End();
    }

    internal static void Diagnostic(JsonSink json, InputDiagnostic diagnostic)
    {
        json.Begin();
        json.Fixed("id", diagnostic.Id);
        json.Text("message", diagnostic.Message);
        if (diagnostic.Line is not null)
            json.Number("line", diagnostic.Line);
        if (diagnostic.Offset is not null)
            json.Number("offset", diagnostic.Offset);
        json.End();
    }

    internal static void Incident(JsonSink json, Incident incident, Verdict? verdict, string? loopIdentity)
    {
        json.Begin();
        json.Fixed("id", incident.Id);
        json.Text("host", incident.Host);
        json.Number("boot", incident.Boot);
        json.Time("start", incident.Start);
        json.Strings("reports", incident.Reports);
        json.Fixed("cause", incident.Cause);
        json.Array("effects", incident.Effects, Effect);
        json.Text("kernel", incident.Kernel);
        json.Seconds("seconds", incident.Seconds);
        json.Text("startWhy", incident.StartWhy);
        json.Fixed("startPrinted", TimeText.Printed(incident.Start));
        if (verdict is null)
            json.Null("verdict");
        else
            Verdict(json, "verdict", verdict);
        json.Fixed("loopIdentity", loopIdentity);
        json.End();
    }

    static void Effect(JsonSink json, Effect effect)
    {
        json.Begin();
        json.Fixed("report", effect.Report);
        json.Fixed("relation", effect.Relation);
        json.Text("why", effect.Why);
        json.Array("evidence", effect.Evidence, Evidence);
        json.End();
    }

    internal static void Verdict(JsonSink json, string name, Verdict verdict)
    {
        json.Begin(name);
        json.Begin("culprit");
        json.Fixed("kind", verdict.Culprit.Kind.Kebab());
        json.Text("module", verdict.Culprit.Module);
        json.Text("function", verdict.Culprit.Function);
        json.Number("offset", verdict.Culprit.Offset);
        json.End();
        json.Fixed("class", verdict.Class.Kebab());
        json.Fixed("confidence", verdict.Confidence.Kebab());
        json.Text("summary", verdict.Summary);
        json.Array("cleared", verdict.Cleared, Cleared);
        json.Fixed("incident", verdict.Incident);
        json.Array("suspects", verdict.Suspects, Suspect);
        json.Array("raisedBy", verdict.RaisedBy, static (sink, message) => sink.Element(message.Render(sink.Language)));
        json.End();
    }

    static void Cleared(JsonSink json, Cleared cleared)
    {
        json.Begin();
        json.Text("name", cleared.Name);
        json.Text("why", cleared.Why);
        json.Array("evidence", cleared.Evidence, Evidence);
        json.End();
    }

    static void Suspect(JsonSink json, Suspect suspect)
    {
        json.Begin();
        json.Text("module", suspect.Module);
        json.Text("function", suspect.Function);
        json.Array("for", suspect.For, Reason);
        json.Array("against", suspect.Against, Reason);
        json.End();
    }

    static void Reason(JsonSink json, Reason reason)
    {
        json.Begin();
        json.Text("text", reason.Text);
        json.Array("evidence", reason.Evidence, Evidence);
        json.End();
    }

    internal static void Finding(JsonSink json, Finding finding)
    {
        json.Begin();
        json.Fixed("id", finding.Id);
        json.Text("claim", finding.Claim);
        json.Fixed("confidence", finding.Confidence.Kebab());
        json.Array("evidence", finding.Evidence, Evidence);
        json.Strings("checkYourself", finding.CheckYourself);
        json.Fixed("incident", finding.Incident);
        json.End();
    }

    internal static void Advice(JsonSink json, Advice advice)
    {
        json.Begin();
        json.Fixed("kind", advice.Kind.Kebab());
        json.Text("text", advice.Text);
        json.Text("commands", advice.Commands);
        json.End();
    }

    internal static void RuledOut(JsonSink json, RuledOut other)
    {
        json.Begin();
        json.Fixed("id", other.Id);
        json.Boolean("canTell", other.CanTell);
        json.Boolean("seen", other.Seen);
        json.Text("text", other.Text);
        json.Array("evidence", other.Evidence, Evidence);
        json.End();
    }

    internal static void Boot(JsonSink json, LogBoot boot)
    {
        json.Begin();
        json.Text("host", boot.Host);
        json.Number("index", boot.Index);
        json.Text("banner", boot.Banner);
        json.Number("input", boot.Input);
        json.Number("firstLine", boot.FirstLine);
        json.Boolean("beginSeen", boot.BeginSeen);
        json.End();
    }

    internal static void Evidence(JsonSink json, Evidence evidence)
    {
        json.Begin();
        json.Number("input", evidence.Input);
        bool inLog = evidence is { Section: null, Address: 0 };
        json.Number("line", inLog ? evidence.Line : (long?)null);
        json.Number("lastLine", inLog ? evidence.LastLine : (long?)null);
        json.Text("quote", evidence.Quote);
        if (evidence.Section is not null)
        {
            json.Text("section", evidence.Section);
            json.Number("offset", evidence.Offset);
        }

        if (evidence.Address != 0)
            json.Hex("address", evidence.Address);

        json.End();
    }
}
