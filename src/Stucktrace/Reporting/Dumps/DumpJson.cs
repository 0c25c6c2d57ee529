using Stucktrace.Dump;
using Stucktrace.Dump.Log;
using Stucktrace.Reporting.Json;

namespace Stucktrace.Reporting.Dumps;

/// <summary>What a dump holds, as JSON, schema <c>stucktrace-vmcore/1</c>.</summary>
public static class DumpJson
{
    /// <summary>Writes one view.</summary>
    /// <param name="dump">The dump; its machine must have been readable.</param>
    /// <param name="view">Which view.</param>
    /// <param name="words">What of it; everything when empty.</param>
    /// <param name="memory">The memory asked for, for <see cref="DumpView.Read"/>.</param>
    /// <param name="output">Receives UTF-8 without a byte order mark.</param>
    /// <param name="language">Language of the sentences.</param>
    public static void Write(DumpResult dump, DumpView view, IReadOnlyList<string> words, MemoryRequest? memory, Stream output, Language language)
    {
        DumpedMachine machine = dump.Machine!;
        using JsonSink json = new(output, language);
        json.Begin();
        json.Fixed("schema", "stucktrace-vmcore/1");
        json.Fixed("view", view.Kebab());
        json.Text("path", dump.Path);
        json.Text("release", machine.Kernel.Release);
        json.Break();
        switch (view)
        {
            case DumpView.Ps:
                json.Array("tasks", TaskChoice.Of(machine, words), DumpJsonTasks.Task, lines: true);
                break;
            case DumpView.Bt:
                json.Array("stacks", words.Count == 0 ? TaskChoice.OfInterest(machine) : TaskChoice.Of(machine, words), (sink, t) => DumpJsonTasks.Stack(sink, dump, t), lines: true);
                break;
            case DumpView.Log:
                json.Array("records", dump.Log?.Records ?? [], Record, lines: true);
                break;
            case DumpView.Modules:
                json.Array("modules", machine.Modules.Where(m => words.Count == 0 || words.Contains(m.Name)), (sink, m) => DumpJsonModules.Module(sink, m, words.Count > 0), lines: true);
                break;
            case DumpView.Cpus:
                json.Array("cpus", machine.Cpus, (sink, c) => DumpJsonCpus.Cpu(sink, dump, c), lines: true);
                break;
            case DumpView.Locks:
                DumpJsonLocks.Write(json, dump);
                break;
            case DumpView.Rcu:
                json.Array("rcu", dump.Rcu, (sink, r) => DumpJsonCpus.Rcu(sink, r), lines: true);
                break;
            case DumpView.Read when memory is not null:
                DumpJsonMemory.Write(json, dump, memory);
                break;
            default:
                Overview(json, dump);
                break;
        }

        json.Array("diagnostics", dump.Diagnostics, JsonParts.Diagnostic, lines: true);
        json.End();
    }

    static void Overview(JsonSink json, DumpResult dump)
    {
        DumpedMachine machine = dump.Machine!;
        MachineFacts facts = dump.Facts;
        json.Text("container", machine.Kernel.File.Description);
        json.Text("version", facts.Version);
        json.Text("host", facts.Host);
        json.Fixed("time", facts.Time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        if (facts.Crashed is { } crashed)
            json.Boolean("crashed", crashed);
        else
            json.Null("crashed");
        json.Seconds("uptimeSeconds", facts.UptimeSeconds);
        json.Number("ticksPerSecond", facts.TicksPerSecond);
        json.Array("loadAverage", facts.LoadAverage, static (sink, load) => sink.Real(Math.Round(load, 2)));
        json.Text("taint", facts.Taint);
        json.Text("panic", facts.Panic);
        json.Hex("kaslrOffset", machine.Kernel.KaslrOffset);
        json.Number("tasks", machine.Tasks.Length);
        json.Array("states", machine.Tasks.GroupBy(t => t.StateLetter).OrderBy(g => g.Key), static (sink, g) =>
        {
            sink.Begin();
            sink.Fixed("state", g.Key.ToString());
            sink.Number("tasks", g.Count());
            sink.End();
        });
        json.Strings("modules", machine.Modules.Select(m => m.Name));
        json.Array("cpus", machine.Cpus, (sink, c) => DumpJsonCpus.Current(sink, dump, c), lines: true);
        json.Array("howFound", machine.Kernel.HowFound, static (sink, how) => sink.Element(how.Render(sink.Language)), lines: true);
    }

    static void Record(JsonSink json, DumpedLogRecord record)
    {
        json.Begin();
        json.Number("sequence", record.Sequence);
        json.Seconds("time", record.Nanoseconds / 1e9);
        json.Number("level", record.Level);
        json.Number("facility", record.Facility);
        json.Number("caller", record.Caller);
        json.Text("text", Dump.Reading.KernelReader.TextOf(record.Text.Span));
        json.End();
    }
}
