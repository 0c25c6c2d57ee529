using Stucktrace.Dump;
using Stucktrace.Reporting.Json;

namespace Stucktrace.Reporting.Dumps;

/// <summary>Modules in JSON.</summary>
static class DumpJsonModules
{
    internal static void Module(JsonSink json, LoadedModule module, bool symbols)
    {
        json.Begin();
        json.Text("name", module.Name);
        json.Hex("address", module.Address);
        json.Hex("textBase", module.TextBase);
        json.Hex("textSize", module.TextSize);
        json.Text("taint", module.Taint);
        json.Number("state", module.State);
        json.Text("arguments", module.Arguments);
        json.Array("regions", module.Regions, static (sink, region) =>
        {
            sink.Begin();
            sink.Text("name", region.Name);
            sink.Hex("address", region.Address);
            sink.Hex("size", region.Size);
            sink.End();
        });
        json.Array("sections", module.Sections, static (sink, section) =>
        {
            sink.Begin();
            sink.Text("name", section.Name);
            sink.Hex("address", section.Address);
            sink.End();
        });
        // The symbols of every module would drown the rest: those of the modules that were named.
        json.Array("symbols", Enumerable.Range(0, symbols ? module.Symbols?.Count ?? 0 : 0).Select(i => module.Symbols![i]), static (sink, symbol) =>
        {
            sink.Begin();
            sink.Hex("address", symbol.Address);
            sink.Fixed("kind", symbol.Kind.ToString());
            sink.Text("name", symbol.Name);
            sink.End();
        });
        json.End();
    }
}
