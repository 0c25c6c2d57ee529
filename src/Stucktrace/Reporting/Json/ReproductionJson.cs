using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace.Reporting.Json;

/// <summary>
/// A reproduction as JSON, schema <c>stucktrace-reproduce/1</c>. What a machine did stands in <c>run</c>: all else is the same for the same inputs.
/// </summary>
public static class ReproductionJson
{
    /// <summary>Writes it.</summary>
    /// <param name="result">The reproduction.</param>
    /// <param name="output">Receives UTF-8 without a byte order mark.</param>
    /// <param name="language">Language of the sentences.</param>
    public static void Write(ReproductionResult result, Stream output, Language language)
    {
        using JsonSink json = new(output, language);
        json.Begin();
        json.Fixed("schema", "stucktrace-reproduce/1");
        json.Fixed("outcome", result.Outcome.Kebab());
        json.Text("summary", result.Summary);
        Plan(json, result.Plan);
        if (result.Kernel is { } kernel)
        {
            json.Begin("kernel");
            json.Text("release", kernel.Release);
            json.Text("image", kernel.ImagePath);
            json.End();
        }
        else
        {
            json.Null("kernel");
        }

        json.Text("standIn", result.StandIn);
        json.Text("folder", result.Folder);
        Messages(json, "notes", result.Notes);
        Run(json, result);
        json.End();
    }

    static void Plan(JsonSink json, ReproductionPlan? plan)
    {
        if (plan is null)
        {
            json.Null("plan");
            return;
        }

        json.Begin("plan");
        json.Text("what", plan.What);
        json.Text("module", plan.Module.File!.Name);
        json.Text("builtFor", plan.Module.File.KernelRelease);
        json.Text("function", plan.Function);
        json.Fixed("class", plan.Class.Kebab());
        json.Fixed("shape", plan.Shape.Kebab());
        json.Fixed("scenario", plan.Study is { Endless: { } row } ? row.Id : null);
        json.Strings("reports", plan.Kinds.Select(k => k.Name()));
        json.Array("modes", plan.Modes, Mode);
        json.Array("calls", plan.Calls, Call, lines: true);
        Messages(json, "gaps", plan.Gaps);
        json.End();
    }

    static void Mode(JsonSink json, TriggerMode mode)
    {
        json.Begin();
        json.Fixed("name", mode.Name);
        json.Text("what", mode.What);
        json.Boolean("isControl", mode.IsControl);
        json.End();
    }

    static void Call(JsonSink json, TriggerCall call)
    {
        json.Begin();
        json.Fixed("kind", call.Kind.Kebab());
        json.Text("path", call.Path?.ToString());
        json.Text("name", call.Name.Length == 0 ? null : call.Name);
        json.Number("systemCall", call.Kind == TriggerWayKind.SystemCall ? call.Number : (long?)null);
        json.Fixed("operation", call.Kind == TriggerWayKind.File ? call.Operation.Kebab() : null);
        json.Array("arguments", call.Arguments, Argument);
        json.Number("wantedArgument", call.Wanted);
        Messages(json, "gaps", call.Gaps);
        json.End();
    }

    static void Argument(JsonSink json, TriggerArgument argument)
    {
        json.Begin();
        json.Fixed("kind", argument.Kind.Kebab());
        json.Number("number", argument.Kind == TriggerArgumentKind.Number ? argument.Number : (long?)null);
        json.Text("why", argument.Why);
        json.End();
    }

    static void Run(JsonSink json, ReproductionResult result)
    {
        if (result.Runs.IsEmpty)
        {
            json.Null("run");
            return;
        }

        json.Begin("run");
        json.Array("machines", result.Runs, Machine, lines: true);
        Judgement(json, result.Runs[0].Judgement);
        json.Begin("controls");
        json.Number("run", (long)result.Runs.Count(r => r.IsControl));
        json.Number("clean", (long)result.Runs.Count(r => r.IsControl && r.IsClean));
        json.End();
        json.End();
    }

    static void Machine(JsonSink json, ReproductionRun run)
    {
        json.Begin();
        json.Text("name", run.Name);
        json.Fixed("mode", run.Mode.Name);
        json.Boolean("isControl", run.IsControl);
        json.Fixed("end", run.Machine.End.Kebab());
        json.Fixed("phase", run.Machine.Phase.Kebab());
        json.Fixed("accelerator", run.Machine.Accelerator.Kebab());
        json.Seconds("seconds", Math.Round(run.Machine.Duration.TotalSeconds, 1));
        json.Strings("reports", run.Machine.Kinds.Select(k => k.Name()));
        json.Text("log", run.Machine.LogPath);
        json.Text("dump", run.Machine.DumpPath);
        json.Boolean("failed", run.HasFailure);
        json.Boolean("clean", run.IsClean);
        json.Text("result", run.Result);
        Messages(json, "notes", run.Machine.Notes);
        json.End();
    }

    static void Judgement(JsonSink json, ReproductionJudgement? judgement)
    {
        if (judgement is null)
        {
            json.Null("judgement");
            return;
        }

        json.Begin("judgement");
        json.Fixed("basis", judgement.Basis.Kebab());
        json.Fixed("relation", judgement.Relation.Kebab());
        json.Array("points", judgement.Points, ComparisonJson.Point, lines: true);
        Messages(json, "whyNotMore", judgement.WhyNotMore);
        Messages(json, "notes", judgement.Notes);
        json.End();
    }

    static void Messages(JsonSink json, string name, IEnumerable<Message> messages) => json.Array(name, messages, static (sink, message) => sink.Element(message.Render(sink.Language)));
}
