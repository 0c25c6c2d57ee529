using Stucktrace.Attribution.StackReading;
using Stucktrace.Incidents;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Reporting.Json;

/// <summary>What identifies a failure, in JSON: everything that a later comparison with another one needs. <see cref="SignatureReader"/> reads it back.</summary>
static class SignatureJson
{
    internal static void Write(JsonSink json, FailureSignature signature)
    {
        json.Begin();
        json.Fixed("incident", signature.Incident);
        json.Boolean("readable", signature.IsReadable);
        json.Begin("culprit");
        json.Fixed("kind", signature.Culprit.Kind.Kebab());
        json.Text("module", signature.Culprit.Module);
        json.Text("function", signature.Culprit.Function);
        json.Number("offset", signature.Culprit.Offset);
        json.End();
        json.Fixed("class", signature.Class.Kebab());
        json.Fixed("confidence", signature.Confidence.Kebab());
        json.Text("kernel", signature.Kernel);
        json.Text("systemCall", signature.SystemCall);
        json.Array<Evidence>("systemCallEvidence", signature.SystemCallEvidence is { } entered ? [entered] : [], JsonParts.Evidence);
        Trace(json, signature.Trace);
        json.Array("offsets", signature.Offsets, static (sink, offset) => sink.Integer((long)offset));
        json.Strings("partners", signature.Partners);
        Loop(json, signature.Loop);
        json.Fixed("buildId", signature.Build?.BuildId);
        json.Text("sourceVersion", signature.Build?.SourceVersion);
        json.Array("effects", signature.Effects, Effect);
        if (signature.ThirdParty.IsDefault)
            json.Null("thirdParty");
        else
            json.Strings("thirdParty", signature.ThirdParty);
        json.Array<Evidence>("thirdPartyEvidence", signature.ThirdPartyEvidence is { } listed ? [listed] : [], JsonParts.Evidence);
        json.End();
    }

    static void Trace(JsonSink json, FailureTrace? trace)
    {
        if (trace is null)
        {
            json.Null("trace");
            return;
        }

        json.Begin("trace");
        json.Fixed("report", trace.Report);
        json.Fixed("kind", trace.Kind.Name());
        json.Number("input", (long)trace.Input);
        json.Number("line", trace.Line);
        json.Boolean("fromMemory", trace.IsFromMemory);
        json.Fixed("arch", trace.Architecture.Kebab());
        json.Number("cpu", (long?)trace.Cpu);
        json.Number("pid", (long?)trace.Pid);
        json.Text("comm", trace.Comm);
        json.Array<TracedPlace>("subject", trace.Subject is { } subject ? [subject] : [], Place);
        json.Array<TracedPlace>("inner", trace.Inner is { } inner ? [inner] : [], Place);
        json.Array("callers", trace.Callers, Place);
        json.Array("places", trace.Places, Place);
        json.Fixed("stackPointer", trace.StackPointer);
        json.Hex("stackPointerValue", trace.StackPointerValue);
        json.Array("stackPointers", trace.StackPointers, static (sink, distance) =>
        {
            sink.Begin();
            sink.Fixed("register", distance.Register);
            sink.Number("offset", distance.Offset);
            sink.End();
        });
        json.Array("holdings", trace.Holdings, Holding);
        json.Fixed("code", trace.Code is { Unreadable: false } code ? Convert.ToHexStringLower(code.Bytes.AsSpan()) : null);
        json.Number("codeAt", (long?)trace.Code?.InstructionIndex);
        json.Number("codeLine", trace.Code?.Line);
        json.End();
    }

    static void Place(JsonSink json, TracedPlace place)
    {
        json.Begin();
        json.Text("symbol", place.Location.Symbol);
        json.Number("offset", place.Location.Offset);
        json.Number("size", place.Location.Size);
        json.Text("module", place.Location.Module);
        json.Hex("address", place.Location.Address);
        json.Number("line", place.Line);
        json.Number("slot", (long?)place.Slot);
        json.End();
    }

    static void Holding(JsonSink json, RegisterHolding holding)
    {
        json.Begin();
        json.Fixed("register", holding.Register);
        json.Fixed("role", holding.Role.Kebab());
        json.Hex("value", holding.Value);
        json.Number("line", holding.Line);
        json.Boolean("isArgument", holding.IsArgument);
        json.End();
    }

    static void Loop(JsonSink json, LoopSignature? loop)
    {
        if (loop is null)
        {
            json.Null("loop");
            return;
        }

        json.Begin("loop");
        json.Text("function", loop.Function);
        json.Fixed("identity", loop.Identity);
        json.Fixed("kind", loop.Kind.Kebab());
        json.Array("instructions", loop.Instructions, static (sink, offset) => sink.Integer(offset));
        json.Strings("exits", loop.Exits.Select(e => e.Kebab()));
        if (loop.Endless.IsDefault)
            json.Null("endless");
        else
            json.Strings("endless", loop.Endless);
        json.Array<Evidence>("evidence", [loop.Evidence], JsonParts.Evidence);
        json.End();
    }

    static void Effect(JsonSink json, EffectSignature effect)
    {
        json.Begin();
        json.Fixed("kind", effect.Kind.Name());
        json.Fixed("relation", effect.Relation);
        json.Number("count", (long)effect.Count);
        json.Array("evidence", [effect.Evidence], JsonParts.Evidence);
        json.End();
    }
}
