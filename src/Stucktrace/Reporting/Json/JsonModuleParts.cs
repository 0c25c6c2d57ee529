using Stucktrace.Attribution.ModuleEvidence;

namespace Stucktrace.Reporting.Json;

/// <summary>What came of matching module files with logs, in JSON.</summary>
static class JsonModuleParts
{
    internal static void Match(JsonSink json, ModuleMatch match)
    {
        json.Begin();
        json.Text("module", match.Module);
        json.Number("input", (long?)match.Input);
        json.Number("log", (long?)match.Run?.Input);
        json.Text("host", match.Run?.Host);
        json.Number("boot", (long?)match.Run?.Boot);
        json.Fixed("build", match switch { { Run: null } => "not-in-log", { Build: BuildMatch.Same } => "same", { Build: BuildMatch.Another } => "another", _ => "cannot-tell" });
        json.Hex("loadedAt", match.Base);
        json.Array("signs", match.Signs, Sign);
        json.End();
    }

    static void Sign(JsonSink json, BuildSign sign)
    {
        json.Begin();
        json.Boolean("agrees", sign.Weight >= 0);
        json.Text("text", sign.Text);
        json.Array("evidence", sign.Evidence, JsonParts.Evidence);
        json.End();
    }
}
