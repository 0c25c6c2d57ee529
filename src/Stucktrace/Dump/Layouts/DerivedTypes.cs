using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Layouts;

/// <summary>
/// Layouts of a kernel whose dump has no BTF (before 5.4, or built without): worked out from the data, and from the kernel's own instructions. A field
/// is known only when one place alone fits everything that was looked at; else it stays unknown, and what depends on it with it.
/// </summary>
public static class DerivedTypes
{
    /// <summary>Completes a kernel's layouts.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="modules">Module files; those built for this kernel tell the size of its struct module.</param>
    /// <returns>The same kernel when its layouts are known from types; else one that knows more.</returns>
    public static DumpedKernel Complete(DumpedKernel kernel, ReadLimits limits, IEnumerable<ModuleFile>? modules = null)
    {
        if (kernel.Graph is not null)
            return kernel;
        DerivedFields fields = new();
        StepBudget budget = new(limits.MaxLayoutSteps);
        CpuAreas areas = CpuAreas.Of(kernel, limits);
        if (kernel.Symbols.Find("init_task") is { } init && TaskListSearch.Find(kernel, init, areas.Current, limits.MaxTasks, budget, fields) is { } tasks)
        {
            TaskIdentity.Find(tasks, fields);
            TaskThreads.Find(tasks, fields);
            TaskStacks.Find(tasks, fields);
            TaskOwnership.Find(tasks, fields);
            QueueLayout.Find(kernel, areas, fields);
        }

        // What was not tried to the end may not be the only one that fits.
        if (budget.IsSpent)
            return kernel;
        ModuleLayout.Find(kernel, fields);
        foreach (ModuleFile module in modules ?? [])
        {
            if (module.ThisModule is not { } own || !kernel.Release.Equals(module.KernelRelease, StringComparison.Ordinal))
                continue;
            fields.AddSize("module", own.Size);
            AddPointer("init", own.InitField);
            AddPointer("exit", own.ExitField);
        }

        return kernel.WithTypes(fields, fields.Count);

        void AddPointer(string field, ulong? offset)
        {
            if (offset is { } known and < int.MaxValue)
                fields.Add("module", field, (int)known, 8, LayoutSource.ModuleFile);
        }
    }
}
