using System.Collections.Immutable;
using System.Text.Json;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination;

namespace Stucktrace.Reporting.Json;

/// <summary>Certificates as JSON: addresses and values are strings in hexadecimal, everything that the checker needs is there, and nothing else is read.</summary>
public static class CertificateJson
{
    const int MostItems = 5_000_000;

    internal static void Write(JsonSink json, string name, Certificate proof)
    {
        json.Begin(name);
        Properties(json, proof);
        json.End();
    }

    /// <summary>Schema of a document that holds a certificate and nothing else.</summary>
    public const string Schema = "stucktrace-certificate/1";

    /// <summary>A certificate as a document of its own, which <c>stucktrace verify</c> takes.</summary>
    /// <param name="proof">The certificate.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] Document(Certificate proof)
    {
        using MemoryStream stream = new();
        using (JsonSink json = new(stream, Language.English))
        {
            json.Begin();
            json.Fixed("schema", Schema);
            Write(json, "certificate", proof);
            json.End();
        }

        return stream.ToArray();
    }

    static void Properties(JsonSink json, Certificate proof)
    {
        json.Fixed("head", JsonText.Hex(proof.Head));
        json.Number("rounds", proof.Rounds);
        json.Number("steps", proof.Steps);
        json.Array("registers", proof.Registers, static (sink, r) =>
        {
            sink.Begin();
            sink.Number("index", (long)r.Index);
            sink.Fixed("value", JsonText.Hex(r.Value));
            sink.End();
        });
        json.Array("frozen", proof.Frozen, static (sink, w) =>
        {
            sink.Begin();
            sink.Fixed("address", JsonText.Hex(w.Address));
            sink.Number("bytes", (long)w.Bytes);
            sink.Fixed("value", JsonText.Hex(w.Value));
            if (w.Name is not null)
                sink.Text("name", w.Name);
            sink.End();
        });
        json.Array("code", proof.Code, static (sink, i) =>
        {
            sink.Begin();
            sink.Fixed("address", JsonText.Hex(i.Address));
            sink.Fixed("bytes", i.Bytes);
            sink.End();
        });
        json.Array("calls", proof.Calls, static (sink, c) =>
        {
            sink.Begin();
            sink.Fixed("address", JsonText.Hex(c.Address));
            sink.Text("name", c.Name);
            sink.End();
        });
        if (proof.PerCpuBase != AddressRules.PerCpuArea)
            json.Fixed("perCpuBase", JsonText.Hex(proof.PerCpuBase));
        if (proof.Interrupts is { } interrupts)
            json.Boolean("interrupts", interrupts);
        json.Fixed("digest", proof.Digest);
    }

    /// <summary>Reads a certificate that may come from anywhere.</summary>
    /// <param name="element">The object.</param>
    /// <returns>Null when a part is missing or of another form.</returns>
    public static Certificate? Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || element.Hex("head") is not { } head || element.Number("rounds") is not { } rounds || element.Number("steps") is not { } steps || element.Text("digest") is not { } digest)
            return null;
        bool whole = true;
        ImmutableArray<CertifiedRegister> registers = List<CertifiedRegister>(element, "registers", e => e.Hex("value") is { } value && e.Number("index") is >= 0 and <= 15 and { } index
            ? new CertifiedRegister((int)index, value) : null, ref whole);
        ImmutableArray<FrozenWord> frozen = List<FrozenWord>(element, "frozen", e => e.Hex("address") is { } address && e.Hex("value") is { } value && e.Number("bytes") is >= 1 and <= 8 and { } bytes
            && OptionalText(e, "name", out string? known)
            ? new FrozenWord(address, (int)bytes, value, known) : null, ref whole);
        ImmutableArray<CertifiedInstruction> code = List<CertifiedInstruction>(element, "code", e => e.Hex("address") is { } address && e.Text("bytes") is { } bytes
            ? new CertifiedInstruction(address, bytes) : (CertifiedInstruction?)null, ref whole);
        ImmutableArray<CertifiedCall> calls = List<CertifiedCall>(element, "calls", e => e.Hex("address") is { } address && e.Text("name") is { } name
            ? new CertifiedCall(address, name) : (CertifiedCall?)null, ref whole);
        // A certificate about a module alone has the machine's own area.
        ulong? perCpu = element.TryGetProperty("perCpuBase", out _) ? element.Hex("perCpuBase") : AddressRules.PerCpuArea;
        bool? interrupts = element.TryGetProperty("interrupts", out JsonElement on) ? on.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null } : null;
        return whole && perCpu is { } area ? new Certificate { PerCpuBase = area, Interrupts = interrupts, Head = head, Rounds = rounds, Steps = steps, Registers = registers, Frozen = frozen, Code = code, Calls = calls, Digest = digest } : null;
    }

    static ImmutableArray<T> List<T>(JsonElement element, string name, Func<JsonElement, T?> read, ref bool whole)
        where T : struct
    {
        if (!element.TryGetProperty(name, out JsonElement array) || array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > MostItems)
        {
            whole = false;
            return [];
        }

        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>(array.GetArrayLength());
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && read(item) is { } value)
                items.Add(value);
            else
                whole = false;
        }

        return items.ToImmutable();
    }

    // Absent is as good as present; of another form is neither.
    static bool OptionalText(JsonElement element, string name, out string? text)
    {
        text = element.Text(name);
        return text is not null || !element.TryGetProperty(name, out _);
    }
}
