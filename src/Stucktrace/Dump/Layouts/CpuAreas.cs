using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Layouts;

/// <summary>Per-CPU areas of the CPUs that the kernel set up, and the tasks that ran on them, as far as symbols alone tell.</summary>
/// <param name="Offsets">What is added to a per-CPU symbol, for each CPU.</param>
/// <param name="Current">Task that ran on each CPU, in the same order; empty when that is not known.</param>
sealed record CpuAreas(ulong[] Offsets, ulong[] Current)
{
    internal static CpuAreas Of(DumpedKernel kernel, ReadLimits limits)
    {
        if (kernel.Symbols.Find("__per_cpu_offset") is not { } table)
            return new CpuAreas([], []);
        // Of CPUs that are not there the table has the address of the first area's template (mm/percpu.c), which is the same for all.
        ulong most = Math.Min(kernel.Symbols.Find("nr_cpu_ids") is { } ids && kernel.Memory.Number(ids, 4) is { } told ? told : 64, (ulong)limits.MaxCpus);
        List<ulong> offsets = [];
        for (ulong i = 0; i < most && kernel.Memory.Number(table + i * 8) is { } offset && offset >= 0x1_0000_0000; i++)
        {
            if (offset < Translation.ImageMap && !offsets.Contains(offset))
                offsets.Add(offset);
        }

        ulong? variable = kernel.Symbols.Find("current_task") ?? kernel.Symbols.Find("per_cpu__current_task");
        ulong[] current = variable is { } symbol ? [.. offsets.Select(o => kernel.Memory.Number(unchecked(symbol + o)) ?? 0).Where(TaskSample.IsPointer)] : [];
        return new CpuAreas([.. offsets], current);
    }
}
