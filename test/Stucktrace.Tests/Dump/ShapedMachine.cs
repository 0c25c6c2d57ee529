using System.Text;
using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Formats.Tests.Vmcore;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Tests.Dump;

/// <summary>A shaped kernel with the structures that the views of a machine read, and the machine that is read back from it.</summary>
sealed class ShapedMachine
{
    readonly Dictionary<int, ulong> _leaders;

    internal ShapedMachine(string release, Action<Dictionary<string, Dictionary<string, (int Offset, int Size)>>>? layouts = null)
    {
        KernelShape shape = KernelShape.Eras.Single(e => e.Release.StartsWith(release, StringComparison.Ordinal));
        Dictionary<string, Dictionary<string, (int Offset, int Size)>> own = shape.Layouts.ToDictionary(l => l.Key, l => new Dictionary<string, (int, int)>(l.Value, StringComparer.Ordinal), StringComparer.Ordinal);
        own["task_struct"]["thread_info.cpu"] = (8, 4);
        own["rq"] = new(StringComparer.Ordinal) { ["nr_running"] = (4, 4), ["curr"] = (64, 8), ["idle"] = (72, 8), ["clock"] = (128, 8), ["clock_task"] = (136, 8) };
        layouts?.Invoke(own);
        Kernel = new ShapedKernel(shape with { Layouts = own });
        Kernel.AddUsualTasks();
        _leaders = Leaders();
        RunQueues = Kernel.PerCpu("runqueues", 256);
        Current = UsesHot ? Kernel.PerCpu("pcpu_hot", 64) : Kernel.PerCpu("current_task", 8);
        Modules = Kernel.Data("modules", 16);
        Kernel.Point(Modules, Modules);
        Kernel.Write(Kernel.Data("nr_cpu_ids", 4), 2);
        Kernel.Write(Kernel.Data("__cpu_online_mask", 1024), 3UL);
        ulong second = Kernel.AddTask(0, "swapper/1");
        // The idle tasks of further CPUs are in no list.
        Unlink(Task(second, "tasks"));
        Run(0, Kernel.InitTask, Kernel.InitTask);
        Run(1, second, second);
    }

    internal ShapedKernel Kernel { get; }

    /// <summary>Head of the list of modules, which is empty.</summary>
    internal ulong Modules { get; }

    internal ulong RunQueues { get; }

    internal ulong Current { get; }

    internal List<InputDiagnostic> Diagnostics { get; } = [];

    internal string[] Ids => [.. Diagnostics.Select(d => d.Id)];

    // 6.2 to 6.14.
    bool UsesHot => Kernel.Shape.Release[0] == '6' && int.Parse(Kernel.Shape.Release.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture) is >= 2 and <= 14;

    internal ulong Task(ulong task, string field) => Kernel.FieldAt("task_struct", task, field);

    internal void Run(int cpu, ulong current, ulong idle)
    {
        Kernel.Write(Kernel.PerCpu(Current, cpu), current);
        Kernel.Set("rq", Kernel.PerCpu(RunQueues, cpu), "curr", current);
        Kernel.Set("rq", Kernel.PerCpu(RunQueues, cpu), "idle", idle);
    }

    Dictionary<int, ulong> Leaders()
    {
        Dictionary<int, ulong> found = [];
        ulong head = Task(Kernel.InitTask, "tasks");
        for (ulong at = Kernel.Read(head, 8); at != head && found.Count < 100; at = Kernel.Read(at, 8))
            found[(int)Kernel.Read(Task(at - Task(0, "tasks"), "pid"), 4)] = at - Task(0, "tasks");
        return found;
    }

    /// <summary>__list_del, without a trace in the node.</summary>
    internal void Unlink(ulong node)
    {
        ulong next = Kernel.Read(node, 8), previous = Kernel.Read(node + 8, 8);
        Kernel.Write(previous, next);
        Kernel.Write(next + 8, previous);
    }

    /// <summary>One of the usual tasks that leads a process.</summary>
    internal ulong TaskOf(int pid) => _leaders[pid];

    internal void Exclude(ulong address) => Kernel.Dump.Excluded.Add(Kernel.Physical(address) / 4096);

    internal ulong Text(string text)
    {
        ulong at = Kernel.Allocate(text.Length + 1);
        Kernel.Write(at, Encoding.Latin1.GetBytes(text + "\0"));
        return at;
    }

    internal DumpedKernel Find()
    {
        DumpedKernel? kernel = DumpedKernel.Find(new ShapedDump(Kernel.Finish()), null, ReadLimits.Default, Diagnostics.Add);
        Assert.NotNull(kernel);
        return kernel;
    }

    internal DumpedMachine Read(ReadLimits? limits = null) => DumpedMachine.Read(Find(), Diagnostics.Add, limits);
}
