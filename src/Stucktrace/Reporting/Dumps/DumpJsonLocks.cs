using Stucktrace.Dump.Locks;
using Stucktrace.Reporting.Json;

namespace Stucktrace.Reporting.Dumps;

/// <summary>Locks and waits in JSON.</summary>
static class DumpJsonLocks
{
    internal static void Write(JsonSink json, DumpResult dump)
    {
        WaitGraph graph = dump.Waits;
        json.Array("locks", graph.Locks, Lock, lines: true);
        json.Array("waits", graph.Waits, static (sink, wait) =>
        {
            sink.Begin();
            DumpJsonTasks.Identity(sink, wait.Task);
            sink.Seconds("secondsSinceRun", wait.Task.SecondsSinceRun);
            sink.Fixed("waitsFor", wait.For?.Kebab());
            sink.Text("function", wait.Function?.Symbol);
            sink.Hex("lock", wait.Lock?.Address);
            sink.Number("workCpu", wait.WorkCpu);
            sink.Hex("owner", wait.Lock is { Owner: > 0 } found ? found.Owner : null);
            sink.End();
        }, lines: true);
        json.Array("spins", graph.Spins, static (sink, spin) =>
        {
            sink.Begin();
            sink.Number("cpu", spin.Cpu);
            sink.Hex("task", spin.Task);
            sink.Text("function", spin.Function);
            sink.Text("caller", spin.Caller?.Symbol);
            sink.Hex("lock", spin.Lock?.Address);
            sink.Text("name", spin.Lock?.Name);
            sink.Array("possibleHolders", spin.PossibleHolders, static (inner, cpu) => inner.Integer(cpu));
            sink.End();
        }, lines: true);
        json.Array("circles", graph.Circles, static (sink, circle) =>
        {
            sink.Begin();
            sink.Array("tasks", circle, static (inner, task) => inner.Element(JsonText.Hex(task)));
            sink.End();
        });
    }

    static void Lock(JsonSink json, DumpedLock found)
    {
        json.Begin();
        json.Fixed("kind", found.Kind.Kebab());
        json.Hex("address", found.Address);
        json.Text("name", found.Name);
        json.Hex("ownerWord", found.OwnerWord);
        json.Hex("owner", found.Owner == 0 ? null : found.Owner);
        json.Fixed("ownerState", found.OwnerState.Kebab());
        json.Hex("count", found.Count);
        json.Number("readers", found.Readers);
        json.Array("waiters", found.Waiters, static (sink, waiter) =>
        {
            sink.Begin();
            sink.Hex("task", waiter.Task);
            sink.Hex("waiter", waiter.Address);
            sink.End();
        });
        json.End();
    }
}
