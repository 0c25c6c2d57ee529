using System.Collections.Immutable;
using System.Text.Json;
using Stucktrace.Attribution;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Code.Loops;
using Stucktrace.Incidents;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Reporting.Json;

/// <summary>Reads a signature out of a report that may come from anywhere: a part that is missing or of another form is unknown.</summary>
static class SignatureReader
{
    // Nobody reads longer names; a report of our own has none.
    const int LongestText = 1024;
    const int MostItems = 4096;

    /// <summary>Reads a signature.</summary>
    /// <param name="element">The object.</param>
    /// <param name="inputs">Paths of the report's inputs.</param>
    /// <returns>Null when it is none.</returns>
    internal static FailureSignature? Read(JsonElement element, ImmutableArray<string> inputs)
    {
        if (element.Object("culprit") is not { } culprit || element.Name<FailureClass>("class") is not { } failure)
            return null;
        return new FailureSignature
        {
            Inputs = inputs,
            Incident = Short(element, "incident"),
            IsReadable = element.Boolean("readable") ?? true,
            Culprit = new Culprit(culprit.Name<CulpritKind>("kind") ?? CulpritKind.Unknown, Short(culprit, "module"), Short(culprit, "function"), culprit.Unsigned("offset")),
            Class = failure,
            Confidence = element.Name<Confidence>("confidence") ?? Confidence.Unknown,
            Kernel = Short(element, "kernel"),
            SystemCall = Short(element, "systemCall"),
            SystemCallEvidence = element.List("systemCallEvidence", 1, Evidence)?.FirstOrDefault(),
            Trace = element.Object("trace") is { } trace ? Trace(trace) : null,
            Offsets = element.Values<ulong>("offsets", FailureTrace.MostPlaces, e => e.ValueKind == JsonValueKind.Number && e.TryGetUInt64(out ulong offset) ? offset : null) ?? [],
            Partners = Texts(element, "partners") ?? [],
            Loop = element.Object("loop") is { } loop ? Loop(loop) : null,
            Build = (Short(element, "buildId"), Short(element, "sourceVersion")) is var (id, source) && (id ?? source) is not null ? new BuildSignature(id, source) : null,
            Effects = element.List("effects", MostItems, Effect) ?? [],
            ThirdParty = Texts(element, "thirdParty") ?? default,
            ThirdPartyEvidence = element.List("thirdPartyEvidence", 1, Evidence)?.FirstOrDefault(),
        };
    }

    static FailureTrace Trace(JsonElement element) => new()
    {
        Report = Short(element, "report") ?? "?",
        Kind = element.Name<ReportKind>("kind") ?? ReportKind.Other,
        Input = element.Small("input") ?? 0,
        Line = element.Number("line") ?? 0,
        IsFromMemory = element.Boolean("fromMemory") ?? false,
        Architecture = element.Name<Architecture>("arch") ?? default,
        Cpu = element.Small("cpu"),
        Pid = element.Small("pid"),
        Comm = Short(element, "comm"),
        Subject = element.List("subject", 1, Place)?.FirstOrDefault(),
        Inner = element.List("inner", 1, Place)?.FirstOrDefault(),
        Callers = element.List("callers", FailureTrace.MostPlaces, Place) ?? [],
        Places = [.. (element.List("places", FailureTrace.MostPlaces, Place) ?? []).Where(p => p.Location is { Symbol: not null, Module: not null })],
        StackPointer = Short(element, "stackPointer"),
        StackPointerValue = element.Hex("stackPointerValue"),
        StackPointers = element.Values<(string, long)>("stackPointers", FailureTrace.MostPlaces, e => Short(e, "register") is { } register && e.Number("offset") is { } offset ? (register, offset) : null) ?? [],
        Holdings = element.List("holdings", FailureTrace.MostPlaces, Holding) ?? [],
        Code = Code(element),
    };

    static CodeBytes? Code(JsonElement element)
    {
        if (Short(element, "code") is not { } text || element.Small("codeAt") is not { } at || text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigit))
            return null;
        return new CodeBytes([.. Convert.FromHexString(text)], at, false, element.Number("codeLine") ?? 0);
    }

    static TracedPlace? Place(JsonElement element) => element.ValueKind != JsonValueKind.Object
        ? null
        : new TracedPlace(new CodeLocation(Short(element, "symbol"), element.Unsigned("offset"), element.Unsigned("size"), Short(element, "module"), element.Hex("address")), element.Number("line") ?? 0, element.Small("slot"));

    static RegisterHolding? Holding(JsonElement element) =>
        Short(element, "register") is { } register && element.Name<HoldingRole>("role") is { } role && element.Hex("value") is { } value
            ? new RegisterHolding(register, role, value, element.Number("line") ?? 0, element.Boolean("isArgument") ?? false)
            : null;

    static LoopSignature? Loop(JsonElement element)
    {
        if (Short(element, "function") is not { } function || Short(element, "identity") is not { } identity)
            return null;
        return new LoopSignature(
            function,
            identity,
            element.Name<LoopKind>("kind") ?? LoopKind.Unknown,
            element.Values<long>("instructions", ComparisonLimits.MaxLoopInstructions, e => e.ValueKind == JsonValueKind.Number && e.TryGetInt64(out long offset) ? offset : null) ?? [],
            element.Values<ExitMeaning>("exits", MostItems, e => JsonValues.Name<ExitMeaning>(e)) ?? [],
            Texts(element, "endless") ?? default,
            element.List("evidence", 1, Evidence)?.FirstOrDefault() ?? Stucktrace.Evidence.InSection(0, "?", 0));
    }

    static EffectSignature? Effect(JsonElement element) =>
        element.Name<ReportKind>("kind") is { } kind && Short(element, "relation") is { } relation && element.List("evidence", 1, Evidence) is [{ } evidence, ..]
            ? new EffectSignature(kind, relation, element.Small("count") ?? 1, evidence)
            : null;

    static Evidence? Evidence(JsonElement element) =>
        element.Small("input") is { } input ? new Evidence(input, element.Number("line") ?? 0, element.Number("lastLine") ?? 0) { Section = Short(element, "section"), Offset = element.Unsigned("offset") ?? 0, Address = element.Hex("address") ?? 0 } : null;

    static ImmutableArray<string>? Texts(JsonElement element, string name) => element.List(name, MostItems, e => JsonValues.Text(e) is { Length: <= LongestText } text ? text : null);

    static string? Short(JsonElement element, string name) => element.Text(name) is { Length: <= LongestText } text ? text : null;
}
