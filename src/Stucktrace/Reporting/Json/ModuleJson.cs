using Stucktrace.Code.Loops;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Reporting.Json;

/// <summary>What a module file tells, as JSON, schema <c>stucktrace-module/1</c>.</summary>
public static class ModuleJson
{
    /// <summary>Writes the result of <c>module</c>.</summary>
    /// <param name="result">What was found; its file must have been readable.</param>
    /// <param name="output">Receives UTF-8 without a byte order mark.</param>
    /// <param name="language">Language of the sentences.</param>
    public static void Write(ModuleResult result, Stream output, Language language)
    {
        ModuleFile file = result.File!;
        using JsonSink json = new(output, language);
        json.Begin();
        json.Fixed("schema", "stucktrace-module/1");
        json.Text("path", result.Path);
        json.Text("name", file.Name);
        json.Text("version", file.Info.Version);
        json.Text("license", file.Info.License);
        json.Text("vermagic", file.Info.Vermagic?.Text);
        json.Text("srcversion", file.Info.SourceVersion);
        json.Fixed("buildId", file.BuildId);
        json.Boolean("stripped", file.IsStripped);
        json.Text("signer", file.Signature?.Signer);
        json.Break();
        json.Array("functions", result.Code!.Functions, (sink, f) => Function(sink, result, f), lines: true);
        json.Array("loops", result.Loops, (sink, l) => Loop(sink, result, l), lines: true);
        json.Array("changes", result.Entries!.Changes, static (sink, change) =>
        {
            sink.Begin();
            sink.Fixed("kind", change.Kind.Kebab());
            sink.Text("what", change.What);
            sink.Text("systemCall", change.SystemCallName);
            sink.Text("kernelSymbol", change.KernelSymbol);
            sink.Text("replacement", change.Replacement?.Name);
            sink.Text("by", change.By?.Name);
            sink.Fixed("confidence", change.Confidence.Kebab());
            sink.End();
        }, lines: true);
        json.Array("entries", result.Entries.Entries, static (sink, entry) =>
        {
            sink.Begin();
            sink.Fixed("kind", entry.Kind.Kebab());
            sink.Text("function", entry.Function.Name);
            sink.Text("label", entry.Label);
            sink.Text("how", entry.How);
            sink.End();
        }, lines: true);
        json.Array("terminations", result.Studies, static (sink, study) => StudyJson.Write(sink, null, study), lines: true);
        json.Array("locks", result.Locks, (sink, study) => LockJson.Write(sink, result, study), lines: true);
        json.Array("imports", file.Imports, static (sink, import) =>
        {
            sink.Begin();
            sink.Text("name", import.Name);
            sink.Fixed("crc", import.Crc is { } crc ? JsonText.Hex(crc) : null);
            if (import.IsGplOnly is { } gpl)
                sink.Boolean("gplOnly", gpl);
            else
                sink.Null("gplOnly");
            sink.End();
        });
        json.Break();
        json.Array("diagnostics", result.Diagnostics, JsonParts.Diagnostic, lines: true);
        json.End();
    }

    static void Function(JsonSink json, ModuleResult result, Code.Function function)
    {
        json.Begin();
        json.Text("name", function.Name);
        json.Boolean("named", function.IsNamed);
        Place(json, result, function.Entry);
        json.Number("size", (long)function.Size);
        json.End();
    }

    static void Loop(JsonSink json, ModuleResult result, LoopFacts loop)
    {
        json.Begin();
        json.Text("function", loop.Function.Name);
        json.Fixed("head", JsonText.Hex(loop.Head - loop.Function.Entry));
        json.Fixed("kind", loop.Kind.Kebab());
        json.Fixed("identity", loop.Identity);
        json.Boolean("understood", loop.IsUnderstood);
        if (loop.Walk is { } walk)
        {
            json.Begin("walk");
            json.Fixed("cursor", walk.Cursor.ToString());
            json.Number("nodeOffset", walk.NodeOffset);
            json.Number("containerAdjustment", walk.ContainerAdjustment);
            json.Fixed("direction", walk.Direction.Kebab());
            json.Fixed("start", walk.StartKind.Kebab());
            json.Text("startName", walk.StartName);
            json.Fixed("sentinel", walk.SentinelKind.Kebab());
            json.Text("sentinelName", walk.SentinelName);
            json.Text("field", walk.NodeName?.Path);
            json.Fixed("fieldSource", walk.NodeName is { } name ? name.Source.Kebab() : null);
            json.End();
        }
        else
        {
            json.Null("walk");
        }

        json.Array("exits", loop.Exits, (sink, exit) =>
        {
            sink.Begin();
            sink.Fixed("at", JsonText.Hex(exit.BranchAt - loop.Function.Entry));
            sink.Fixed("meaning", exit.Meaning.Kebab());
            sink.Text("words", exit.Words);
            sink.Text("formula", exit.Formula);
            sink.End();
        });
        json.Array("calls", loop.Calls, static (sink, call) =>
        {
            sink.Begin();
            sink.Text("name", call.Name);
            sink.Boolean("external", call.IsExternal);
            sink.Fixed("maySleep", call.MaySleep.Kebab());
            sink.End();
        });
        json.Array("suspicions", loop.Suspicions, static (sink, suspicion) =>
        {
            sink.Begin();
            sink.Fixed("kind", suspicion.Kind.Kebab());
            sink.Text("why", suspicion.Why);
            sink.End();
        });
        json.End();
    }

    static void Place(JsonSink json, ModuleResult result, ulong address)
    {
        SectionOffset? place = result.Code!.Image.Locate(address);
        json.Text("section", place is { } found ? result.Code.Image.SectionOf(found.Section)?.Name : null);
        json.Fixed("offset", place is { } at ? JsonText.Hex(at.Offset) : null);
    }
}
