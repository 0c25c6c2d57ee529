using System.Collections.Immutable;
using Stucktrace.Dump.Cpus;
using Stucktrace.Dump.Layouts;
using Stucktrace.Dump.Modules;
using Stucktrace.Dump.Reading;
using Stucktrace.Dump.Tasks;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump;

/// <summary>The machine in a dump, read by names: tasks, CPUs, modules. Further views (log, locks, RCU, stacks) are made from it on demand.</summary>
public sealed record DumpedMachine
{
    /// <summary>The kernel; where its dump has no BTF, with the layouts that were worked out.</summary>
    public required DumpedKernel Kernel { get; init; }

    /// <summary>All tasks, leaders and threads, in the order of the task list, the idle task of CPU 0 first; the other idle tasks at the end.</summary>
    public required ImmutableArray<DumpedTask> Tasks { get; init; }

    /// <summary>CPUs that were online.</summary>
    public required ImmutableArray<DumpedCpu> Cpus { get; init; }

    /// <summary>Modules in the order of the kernel's list: the last loaded first.</summary>
    public required ImmutableArray<LoadedModule> Modules { get; init; }

    /// <summary>The task whose task_struct lies at an address, or null.</summary>
    /// <param name="address">Address; 0 for none.</param>
    public DumpedTask? TaskAt(ulong address) => address == 0 ? null : Tasks.FirstOrDefault(t => t.Address == address);

    /// <summary>Reads the machine.</summary>
    /// <param name="kernel">The kernel in the dump.</param>
    /// <param name="report">Is told what could not be read, with address and reason.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    /// <param name="modules">Module files: those built for this kernel tell the size of its struct module where there is no BTF.</param>
    public static DumpedMachine Read(DumpedKernel kernel, Action<InputDiagnostic> report, ReadLimits? limits = null, IEnumerable<ModuleFile>? modules = null)
    {
        ReadLimits bounds = limits ?? ReadLimits.Default;
        DumpedKernel known = DerivedTypes.Complete(kernel, bounds, modules);
        KernelReader reader = new(known, bounds, report);
        ImmutableArray<DumpedCpu> cpus = CpuReader.Read(reader);
        return new DumpedMachine { Kernel = known, Tasks = TaskReader.Read(reader, cpus), Cpus = cpus, Modules = ModuleListReader.Read(reader) };
    }
}
