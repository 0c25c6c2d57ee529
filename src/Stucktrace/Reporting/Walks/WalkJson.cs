using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;
using Stucktrace.Reporting.Text;
using Stucktrace.Termination.Walks;

namespace Stucktrace.Reporting.Walks;

/// <summary>
/// A walk as the JSON that the page's player reads: steps as short arrays, addresses and values in hexadecimal without 0x. Everything that could end a
/// script element is escaped by the encoder; names from the input have passed <see cref="VisibleText"/>.
/// </summary>
public static class WalkJson
{
    const int MostName = 80;
    const string Texts = "walk.js.";
    static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes it.</summary>
    /// <param name="view">The walk.</param>
    /// <param name="place">Gives the name of a line of the log, by input and number, and its place in the page, or null where it is not in it.</param>
    public static string Of(WalkView view, Func<int, long, (string Name, string? Anchor)> place)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Encoder = Encoder }))
        {
            json.WriteStartObject();
            Head(json, view);
            Code(json, view);
            Steps(json, view.Trace);
            Names(json, view);
            Cells(json, view.Trace.Repeat);
            new WalkLogJson(json, place).Write(view);
            Commands(json, view);
            Language(json, "en", Reporting.Language.English);
            Language(json, "zh", Reporting.Language.Chinese);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    static void Head(Utf8JsonWriter json, WalkView view)
    {
        json.WriteNumber("v", 1);
        json.WriteString("begins", Letter(view.Begins));
        json.WriteNumber("steps", view.Trace.Steps);
        json.WriteNumber("head", view.Trace.Code.FirstOrDefault(c => c.Address == view.Trace.Head) is { } head ? view.Trace.Code.IndexOf(head) : -1);
        json.WriteBoolean("endless", view.IsEndless);
        if (view.Trace.Repeat is not { } repeat)
            return;
        json.WriteNumber("from", repeat.From);
        json.WriteNumber("to", repeat.To);
        json.WriteNumber("rounds", repeat.Rounds);
    }

    static void Code(Utf8JsonWriter json, WalkView view)
    {
        json.WriteStartArray("code");
        for (int i = 0; i < view.Trace.Code.Length; i++)
        {
            WalkPlace place = view.Names.Places[i];
            WalkFlow flow = WalkFlow.Of(view.Trace.Code[i].Instruction);
            json.WriteStartObject();
            json.WriteString("f", Name(place.Function));
            json.WriteString("o", Name(place.Offset));
            json.WriteString("t", Name(place.Text));
            json.WriteString("k", flow.Kind.Kebab());
            Numbers(json, "w", flow.Writes);
            Numbers(json, "s", flow.Sources);
            if (place.File is { } file)
                json.WriteString("a", Hex(file));
            json.WriteNumber("n", view.Trace.Code[i].Instruction.Length);
            if (view.Questions.TryGetValue(i, out WalkQuestion? question))
            {
                json.WriteStartArray("q");
                json.WriteStringValue(Name(question.Name));
                json.WriteStringValue(question.Relation);
                json.WriteNumberValue(question.IsRight ? 1 : 0);
                json.WriteNumberValue(question.IsSigned ? 1 : 0);
                json.WriteNumberValue(question.TakenLeaves ? 1 : 0);
                json.WriteNumberValue(question.IsExit ? 1 : 0);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Steps(Utf8JsonWriter json, WalkTrace trace)
    {
        json.WriteStartArray("seg");
        foreach (WalkSegment segment in trace.Segments)
        {
            json.WriteStartObject();
            json.WriteNumber("n", segment.First);
            json.WriteStartArray("r");
            foreach (KnownValue value in segment.Registers)
                Value(json, value);
            json.WriteEndArray();
            json.WriteStartArray("s");
            foreach (WalkStep step in segment.Steps)
                Step(json, step);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // [code, round, [register, value, …], [[address, bytes, value, written], …], flags, [taken, left, right, bits]]
    static void Step(Utf8JsonWriter json, WalkStep step)
    {
        json.WriteStartArray();
        json.WriteNumberValue(step.Code);
        json.WriteNumberValue(step.Round);
        json.WriteStartArray();
        foreach (WalkRegister register in step.Registers)
        {
            json.WriteNumberValue(register.Index);
            Value(json, register.Value);
        }

        json.WriteEndArray();
        json.WriteStartArray();
        foreach (MemoryAccess access in step.Accesses)
        {
            json.WriteStartArray();
            json.WriteStringValue(Hex(access.Address));
            json.WriteNumberValue(access.Bytes);
            Value(json, new KnownValue(access.Value, access.Unknown));
            json.WriteNumberValue(access.IsWrite ? 1 : 0);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStringValue(Flags(step.Flags));
        if (step.Branch is { } branch)
        {
            json.WriteStartArray();
            json.WriteNumberValue(branch.IsTaken ? 1 : 0);
            if (branch.Bits > 0)
            {
                json.WriteStringValue(Hex(branch.Left));
                json.WriteStringValue(Hex(branch.Right));
                json.WriteNumberValue(branch.Bits);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    static void Names(Utf8JsonWriter json, WalkView view)
    {
        HashSet<ulong> met = [.. Addresses(view.Trace)];
        json.WriteStartObject("words");
        foreach ((ulong address, WalkWord word) in view.Names.Words.Where(w => met.Contains(w.Key)).OrderBy(w => w.Key))
        {
            json.WriteStartArray(Hex(address));
            json.WriteStringValue(Name(word.Name));
            json.WriteStringValue(Letter(word.Source));
            if (word.Section is { } section)
            {
                json.WriteStringValue(CheckCommand.Quote(section.Name));
                json.WriteStringValue(Hex(section.Offset));
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        Objects(json, view, met);
    }

    // [address, bytes, name, freed, number in the drawn ring]: those only that some kept step leads to.
    static void Objects(Utf8JsonWriter json, WalkView view, HashSet<ulong> met)
    {
        Dictionary<ulong, int> ring = [];
        for (int i = 0; i < (view.Picture?.Ring.Length ?? 0); i++)
            ring.TryAdd(view.Picture!.Ring[i].Address, i);
        json.WriteStartArray("objects");
        foreach (WalkObject found in met.Select(view.Names.ObjectAt).OfType<WalkObject>().Distinct().OrderBy(o => o.Address))
        {
            json.WriteStartArray();
            json.WriteStringValue(Hex(found.Address));
            json.WriteNumberValue(found.Bytes);
            json.WriteStringValue(Name(found.Name));
            json.WriteNumberValue(found.IsFreed ? 1 : 0);
            json.WriteNumberValue(ring.GetValueOrDefault(found.Address, -1));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    // What the kept steps touch, and what their registers and reads may point to.
    static IEnumerable<ulong> Addresses(WalkTrace trace)
    {
        foreach (WalkSegment segment in trace.Segments)
        {
            foreach (KnownValue value in segment.Registers)
                yield return value.Value;
            foreach (WalkStep step in segment.Steps)
            {
                foreach (WalkRegister register in step.Registers)
                    yield return register.Value.Value;
                foreach (MemoryAccess access in step.Accesses)
                {
                    yield return access.Address;
                    yield return access.Value;
                }
            }
        }
    }

    static void Cells(Utf8JsonWriter json, WalkRepeat? repeat)
    {
        Numbers(json, "same", repeat?.Proof.Registers.Select(r => r.Index) ?? []);
        json.WriteNumber("cells", repeat?.Cells ?? 0);
    }

    // {0} is an address, {1} the address behind, {2} the section.
    static void Commands(Utf8JsonWriter json, WalkView view)
    {
        json.WriteStartObject("check");
        string file = CheckCommand.Quote(VisibleText.Of(view.File ?? string.Empty));
        if (view.Live is not null && view.File is not null)
            json.WriteString("memory", $"echo 'rd -64 0x{{0}} 1' | crash -s vmlinux {file}");
        else if (view.File is not null)
            json.WriteString("bytes", $"objdump -s -j {{2}} --start-address=0x{{0}} --stop-address=0x{{1}} {file}");
        if (view.Loop is { } loop && view.File is not null && view.Live is null)
        {
            string section = CheckCommand.Quote(VisibleText.Of(loop.Module.Place(loop.Function.Entry)?.Section ?? ".text"));
            json.WriteString("code", $"objdump -dr -j {section} --start-address=0x{{0}} --stop-address=0x{{1}} {file}");
        }

        json.WriteEndObject();
    }

    static void Language(Utf8JsonWriter json, string name, Language language)
    {
        json.WriteStartObject(name);
        foreach (string id in MessageCatalogue.Ids.Where(i => i.StartsWith(Texts, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (MessageCatalogue.TryGet(id, out MessageText text))
                json.WriteString(id[Texts.Length..], text.In(language));
        }

        json.WriteEndObject();
    }

    static void Numbers(Utf8JsonWriter json, string name, IEnumerable<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    static void Value(Utf8JsonWriter json, KnownValue value)
    {
        if (value.IsKnown)
            json.WriteStringValue(Hex(value.Value));
        else
            json.WriteNullValue();
    }

    // One character for each of ZF, CF, SF, OF: 1, 0, or - where it is not known.
    static string Flags(WalkFlags flags) => string.Concat(new[] { flags.Zero, flags.Carry, flags.Sign, flags.Overflow }.Select(f => f switch { true => '1', false => '0', _ => '-' }));

    /// <summary>The letter of a source.</summary>
    internal static string Letter(WalkSource source) => source switch { WalkSource.Log => "L", WalkSource.Dump => "V", WalkSource.Module => "K", WalkSource.Derived => "D", _ => "A" };

    static string Name(string text) => VisibleText.Of(text, MostName);

    static string Hex(ulong value) => value.ToString("x", CultureInfo.InvariantCulture);
}
