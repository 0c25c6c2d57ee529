using Stucktrace.Termination;
using Stucktrace.Termination.Locks;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reporting.Json;

/// <summary>The result of <c>prove</c> as JSON, schema <c>stucktrace-proof/1</c>: one <c>termination</c> object for each loop studied.</summary>
public static class ProofJson
{
    /// <summary>Writes it.</summary>
    /// <param name="result">The module.</param>
    /// <param name="studies">The studies.</param>
    /// <param name="locks">The studies of its locks.</param>
    /// <param name="lookups">Look-ups whose NULL it goes on with.</param>
    /// <param name="output">Receives UTF-8 without a byte order mark.</param>
    /// <param name="language">Language of the sentences.</param>
    public static void Write(ModuleResult result, IReadOnlyList<LoopStudy> studies, IReadOnlyList<LockStudy> locks, IReadOnlyList<NullLookup> lookups, Stream output, Language language)
    {
        using JsonSink json = new(output, language);
        json.Begin();
        json.Fixed("schema", "stucktrace-proof/1");
        json.Text("path", result.Path);
        json.Text("module", result.File!.Name);
        json.Array("terminations", studies, static (sink, study) => StudyJson.Write(sink, null, study), lines: true);
        json.Array("locks", locks, (sink, study) => LockJson.Write(sink, result, study), lines: true);
        json.Array("nullLookups", lookups, (sink, lookup) =>
        {
            sink.Begin();
            sink.Text("function", lookup.Function.Name);
            sink.Fixed("callAt", JsonText.Hex(lookup.CallAt - lookup.Function.Entry));
            sink.Text("lookup", lookup.Lookup);
            sink.Text("faultFunction", lookup.FaultFunction.Name);
            sink.Fixed("faultAt", JsonText.Hex(lookup.FaultAt - lookup.FaultFunction.Entry));
            sink.Text("handedTo", lookup.HandedTo);
            sink.Hex("address", lookup.Address);
            sink.End();
        }, lines: true);
        json.End();
    }
}
