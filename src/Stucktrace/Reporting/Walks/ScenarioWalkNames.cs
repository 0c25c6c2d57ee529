using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Kernel.Processes;
using Stucktrace.Machine.Memory;
using Stucktrace.Reporting.Listing;
using Stucktrace.Termination.Scenarios;
using Stucktrace.Termination.Walks;

namespace Stucktrace.Reporting.Walks;

/// <summary>Names what a walk in an executed situation touched: the tasks that were laid out, the module's sections, the kernel's symbols.</summary>
/// <param name="code">The module.</param>
/// <param name="loop">The loop.</param>
/// <param name="row">The situation.</param>
sealed class ScenarioWalkNames(ModuleCode code, LoopFacts loop, ScenarioRow row)
{
    const ulong StackBytes = 64 * 1024;
    readonly TaskLayout? _layout = TaskRoles.Of(code, loop)?.Layout;

    /// <summary>Names them.</summary>
    /// <param name="trace">The walk.</param>
    internal WalkNames Of(WalkTrace trace)
    {
        WalkNames named = new()
        {
            Places = [.. trace.Code.Select(c => Place(c))],
            Objects = [.. Objects().OrderBy(o => o.Address).DistinctBy(o => o.Address)],
            Words = ImmutableDictionary<ulong, WalkWord>.Empty,
            Exits = trace.Code.Select((c, i) => (Index: i, Exit: loop.Exits.FirstOrDefault(e => e.BranchAt == c.Address))).Where(e => e.Exit is not null)
                .ToImmutableDictionary(e => e.Index, e => e.Exit!.TakenLeaves),
        };
        return named with { Words = WalkNames.Touched(trace).ToImmutableDictionary(a => a, a => Word(a, named)) };
    }

    /// <summary>What a task of the situation is called.</summary>
    internal static string NameOf(ProcessModel model, KernelTask task) =>
        task == model.Init ? "init_task" : string.Create(CultureInfo.InvariantCulture, $"{task.Comm}({task.Pid})");

    WalkPlace Place(WalkInstruction instruction)
    {
        Function? function = code.FunctionAt(instruction.Address);
        InstructionText text = new(address => function is null ? null : ListingBuilder.NameOf(code, function, address));
        ulong? file = code.Image.SectionAt(instruction.Address) is { } section ? instruction.Address - section.Address : null;
        return new WalkPlace(function?.Name ?? string.Empty, function is null ? Hexadecimal.Address(instruction.Address) : ListingBuilder.PlaceOf(function, instruction.Address), text.Of(instruction.Instruction), file);
    }

    WalkWord Word(ulong address, WalkNames named)
    {
        if (named.ObjectAt(address) is { } found)
            return new WalkWord(found.Name, row.Stage?.Model.At(address) is { } task ? TaskField(address - task.Address) : Distance(address, found.Address), WalkSource.Assumed);
        if (code.Image.SectionAt(address) is { } section)
            return new WalkWord(null, code.Image.Describe(address)?.Text ?? section.Name, WalkSource.Module, (section.Name, address - section.Address));
        if (ScenarioMachine.StackTop - address < StackBytes || address - ScenarioMachine.StackTop < StackBytes)
            return new WalkWord(null, $"stack{Distance(address, ScenarioMachine.StackTop)}", WalkSource.Derived);
        ulong variable = AddressRules.IsPerCpu(address) ? address - AddressRules.PerCpuArea : address;
        return new WalkWord(null, code.Image.ExternalAt(variable) is { } external ? With(external.Name, variable - external.Address)
            : AddressRules.IsPerCpu(address) ? With("gs:", variable) : Hexadecimal.Address(address), WalkSource.Assumed);
    }

    string TaskField(ulong offset)
    {
        int at = (int)offset;
        return _layout switch
        {
            { Tasks: { } tasks } when at == tasks => "tasks.next",
            { Tasks: { } tasks } when at == tasks + 8 => "tasks.prev",
            { ThreadGroup: { } group } when at == group => "thread_group.next",
            { Pid: { } pid } when at == pid => "pid",
            { GroupLeader: { } leader } when at == leader => "group_leader",
            _ => Hexadecimal.Signed(at),
        };
    }

    IEnumerable<WalkObject> Objects()
    {
        foreach (KernelTask task in row.Stage?.Model.Tasks ?? [])
            yield return new WalkObject(task.Address, (ulong)task.Object.Size, NameOf(row.Stage!.Model, task), task.Object.IsFreed);
        if (row.Again?.Invoke().Heap is not { } heap)
            yield break;
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        foreach (KernelObject other in heap.Objects.Where(o => o.Type != "task_struct"))
        {
            int number = numbers[other.Name] = numbers.GetValueOrDefault(other.Name) + 1;
            yield return new WalkObject(other.Address, (ulong)other.Size, string.Create(CultureInfo.InvariantCulture, $"{other.Name} {number}"), other.IsFreed);
        }
    }

    static string Distance(ulong address, ulong from) => Hexadecimal.Signed((long)(address - from));

    static string With(string name, ulong offset) => offset == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}+0x{offset:x}");
}
