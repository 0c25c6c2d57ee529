using System.Globalization;
using Stucktrace.Code.Locks;
using Stucktrace.Termination.Locks;

namespace Stucktrace.Reporting.Json;

/// <summary>What a module's locks can do to it, as JSON.</summary>
static class LockJson
{
    internal static void Write(JsonSink json, ModuleResult result, LockStudy study)
    {
        LockProblem problem = study.Problem;
        json.Begin();
        json.Fixed("kind", problem.Kind.Kebab());
        json.Text("what", study.What);
        json.Array("owners", study.Owners, (sink, owner) =>
        {
            sink.Begin();
            sink.Text("function", owner.Name);
            sink.Text("path", result.Entries?.PathTo(owner)?.ToString());
            sink.End();
        });
        json.Array("locks", problem.OtherLock is { } other ? [problem.Lock, other] : (string[])[problem.Lock], static (sink, name) =>
        {
            sink.Begin();
            sink.Text("name", name);
            sink.End();
        });
        Place(json, "taken", problem.Taken);
        Place(json, "waits", problem.Waits);
        Place(json, "otherTaken", problem.OtherTaken);
        Place(json, "otherWaits", problem.OtherWaits);
        Place(json, "givenBack", problem.GivenBack);
        json.Array("scenarios", study.Rows, static (sink, row) =>
        {
            sink.Begin();
            sink.Fixed("id", row.Id);
            sink.Text("situation", row.Situation);
            sink.Fixed("outcome", row.Ends ? "ends" : "waits-for-ever");
            sink.Text("result", row.Result);
            sink.End();
        });
        json.Text("assumed", study.Assumed);
        json.Boolean("checked", false);
        json.End();
    }

    static void Place(JsonSink json, string name, LockCall? call)
    {
        if (call is null)
            json.Null(name);
        else
            json.Text(name, string.Create(CultureInfo.InvariantCulture, $"{call.Function.Name}+0x{call.At - call.Function.Entry:x}"));
    }
}
