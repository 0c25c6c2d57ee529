using Stucktrace.Termination;
using Stucktrace.Termination.Live;

namespace Stucktrace.Reporting.Json;

/// <summary>
/// The result of <c>prove --vmcore</c> as JSON, schema <c>stucktrace-proof/1</c>: one <c>termination</c> object for each CPU, with what is known of live
/// memory under <c>live</c>.
/// </summary>
public static class LiveJson
{
    const int MostNodes = 1000;

    /// <summary>Writes it.</summary>
    /// <param name="result">The result.</param>
    /// <param name="output">Receives UTF-8 without a byte order mark.</param>
    /// <param name="language">Language of the sentences.</param>
    public static void Write(LiveResult result, Stream output, Language language)
    {
        using JsonSink json = new(output, language);
        json.Begin();
        json.Fixed("schema", "stucktrace-proof/1");
        json.Text("path", result.Path);
        json.Text("kernel", result.Release);
        json.Array("terminations", result.Studies, static (sink, study) => Write(sink, null, study, null), lines: true);
        json.End();
    }

    /// <summary>Writes one; the loop's exits and situations are added where a module's code told them.</summary>
    internal static void Write(JsonSink json, string? name, LiveStudy study, LoopStudy? situations)
    {
        if (name is null)
            json.Begin();
        else
            json.Begin(name);
        LiveOutcome outcome = study.Outcome;
        bool proven = study.Verdict == LiveVerdict.NeverEnds;
        json.Text("function", study.Function);
        json.Text("loop", study.HeadPlace);
        // What waits for a clock ends; what waits for somebody else depends on him.
        json.Fixed("verdict", study.Verdict switch { LiveVerdict.NeverEnds => "never-ends", LiveVerdict.Ends or LiveVerdict.WaitsForClock => "ends", _ => "unknown" });
        json.Number("period", outcome.Certificate is null ? null : outcome.Period);
        json.Number("steps", outcome.Certificate?.Steps);
        json.Array("exits", situations?.Loop.Exits ?? [], (sink, exit) => StudyJson.Exit(sink, situations!.Loop, exit));
        json.Array("scenarios", situations?.Rows ?? [], StudyJson.Row);
        if (proven)
            CertificateJson.Write(json, "certificate", outcome.Certificate!);
        else
            json.Null("certificate");
        json.Boolean("checked", proven);
        json.Array("releasedBy", study.ReleasedBy, StudyJson.Release);
        Live(json, study);
        json.End();
    }

    static void Live(JsonSink json, LiveStudy study)
    {
        LiveOutcome outcome = study.Outcome;
        json.Begin("live");
        json.Fixed("kind", study.Verdict.Kebab());
        json.Text("summary", study.Headline);
        json.Array("facts", study.Facts, static (sink, fact) => sink.Element(fact.Render(sink.Language)));
        json.Number("cpu", (long)study.Cpu.Number);
        json.Number("pid", (long?)study.Task?.Pid);
        json.Text("comm", study.Task?.Comm);
        json.Hex("task", study.Task?.Address);
        json.Text("place", study.Place);
        json.Text("module", study.Module);
        json.Number("instructions", outcome.Steps);
        json.Boolean("givesUpCpu", outcome.GivesUpCpu);
        json.Seconds("secondsLeft", study.SecondsLeft);
        if (outcome.Missing is { } missing && study.Verdict == LiveVerdict.Unknown)
        {
            json.Begin("missing");
            json.Hex("page", missing.Page);
            json.Hex("address", missing.Address);
            json.Hex("at", missing.At);
            json.Fixed("state", missing.State.Kebab());
            json.End();
        }
        else
        {
            json.Null("missing");
        }

        json.Array("clocks", outcome.Clocks, static (sink, clock) =>
        {
            sink.Begin();
            sink.Text("name", clock.Name);
            sink.Hex("value", clock.Value);
            sink.End();
        });
        Node(json, "cursor", study.Cursor);
        if (study.Wanted is { } wanted)
        {
            json.Begin("wanted");
            json.Number("value", (long)wanted.Value);
            json.Text("field", wanted.Field);
            json.Number("offset", wanted.FieldOffset);
            json.Text("register", wanted.Register);
            json.End();
        }
        else
        {
            json.Null("wanted");
        }

        List(json, study.List);
        json.End();
    }

    static void List(JsonSink json, LiveList? list)
    {
        if (list is null)
        {
            json.Null("list");
            return;
        }

        json.Begin("list");
        json.Fixed("shape", list.Shape.Kebab());
        json.Text("field", list.Field);
        json.Number("offset", list.FieldOffset);
        json.Number("tailNodes", (long)list.Tail.Length);
        json.Number("ringNodes", (long)list.Ring.Length);
        json.Hex("endsAt", list.EndsAt);
        Node(json, "entered", list.Entered);
        Node(json, "broken", list.Broken);
        json.Array("tail", list.Tail.Take(MostNodes), static (sink, node) => Node(sink, null, node));
        json.Array("ring", list.Ring.Take(MostNodes), static (sink, node) => Node(sink, null, node));
        json.End();
    }

    static void Node(JsonSink json, string? name, ListNode? node)
    {
        if (node is null)
        {
            json.Null(name!);
            return;
        }

        if (name is null)
            json.Begin();
        else
            json.Begin(name);
        json.Text("name", node.Name);
        json.Hex("object", node.Object == 0 ? null : node.Object);
        json.Hex("link", node.Link);
        json.Boolean("unlinked", node.IsUnlinked);
        json.End();
    }
}
