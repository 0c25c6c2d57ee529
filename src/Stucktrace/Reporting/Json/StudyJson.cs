using Stucktrace.Code.Loops;
using Stucktrace.Reporting.Listing;
using Stucktrace.Termination;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reporting.Json;

/// <summary>The <c>termination</c> object of the design: loop, verdict, exits, scenarios, certificate, what would set it free.</summary>
static class StudyJson
{
    internal static void Write(JsonSink json, string? name, LoopStudy study)
    {
        if (name is null)
            json.Begin();
        else
            json.Begin(name);
        ScenarioRow? endless = study.Endless;
        json.Text("function", study.Loop.Function.Name);
        json.Text("loop", study.Loop.Function.Name + ListingBuilder.PlaceOf(study.Loop.Function, study.Loop.Head));
        json.Fixed("verdict", endless is not null ? "never-ends" : study.EndsAlways ? "ends" : "unknown");
        json.Number("period", endless?.Outcome.Period);
        json.Number("steps", endless?.Outcome.Certificate?.Steps);
        json.Array("exits", study.Loop.Exits, (sink, exit) => Exit(sink, study.Loop, exit));
        json.Array("scenarios", study.Rows, Row);
        if (endless?.Outcome.Certificate is { } proof)
        {
            CertificateJson.Write(json, "certificate", proof);
            // Only an accepted certificate makes an outcome endless.
            json.Boolean("checked", true);
        }
        else
        {
            json.Null("certificate");
            json.Boolean("checked", false);
        }

        json.Array("releasedBy", study.ReleasedBy, Release);
        json.End();
    }

    internal static void Release(JsonSink json, Release release)
    {
        json.Begin();
        json.Text("what", release.What);
        json.Text("who", release.Who);
        json.Number("words", (long)release.Words);
        json.End();
    }

    internal static void Exit(JsonSink json, LoopFacts loop, ExitCondition exit)
    {
        json.Begin();
        json.Fixed("at", JsonText.Hex(exit.BranchAt - loop.Function.Entry));
        json.Fixed("meaning", exit.Meaning.Kebab());
        json.Text("words", exit.Words);
        json.Text("formula", exit.Formula);
        json.End();
    }

    internal static void Row(JsonSink json, ScenarioRow row)
    {
        json.Begin();
        json.Fixed("id", row.Id);
        json.Text("situation", row.Name);
        json.Fixed("outcome", row.Outcome.Kind.Kebab());
        json.Text("result", row.Result);
        json.Number("rounds", row.Outcome.Rounds);
        json.Number("steps", row.Outcome.Steps);
        json.Number("period", row.Outcome.Kind == OutcomeKind.NeverEnds ? row.Outcome.Period : null);
        json.Boolean("readsFreed", row.Outcome.Freed is not null);
        json.End();
    }
}
