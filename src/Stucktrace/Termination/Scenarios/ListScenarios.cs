using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Kernel.Processes;
using Stucktrace.Machine.Memory;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Termination.Scenarios;

/// <summary>
/// Executes a walk over a list of the module's own: empty, of one, of few and of many elements, with and without the one that is looked for; and on
/// lists that are damaged, which show what the walk does then and say nothing against it.
/// </summary>
/// <param name="code">The module.</param>
/// <param name="loop">The loop.</param>
/// <param name="roles">What the walk shows of the list.</param>
/// <param name="limits">Bounds.</param>
sealed class ListScenarios(ModuleCode code, LoopFacts loop, ListRoles roles, TrialLimits limits)
{
    const int Few = 5;
    const int Many = 150;
    const int ElementBytes = 2 * ListRoles.MostOffset;
    const ulong WantedKey = 0x41;
    const ulong OtherKey = 0x17;
    readonly ulong _poison = ScenarioMachine.RulesOf(code).Poison1;

    /// <summary>The rows; empty when the inputs can't be placed.</summary>
    internal ImmutableArray<ScenarioRow> Run()
    {
        List<ScenarioRow> rows = [];
        foreach (int count in (ReadOnlySpan<int>)[0, 1, Few, Many])
        {
            if (count == 0 && !roles.BeginsAtHead && !roles.EndsAtNull)
                continue;
            if (Row(count, ListCondition.Healthy, isPresent: false) is not { } row)
                return [];
            rows.Add(row);
        }

        // Where nothing but the empty list can be told, there is nothing to say.
        if (rows.TrueForAll(r => r.Outcome.Kind is OutcomeKind.Unknown or OutcomeKind.NotReached))
            return [];
        if (roles.Key is not null)
            rows.Add(Row(Few, ListCondition.Healthy, isPresent: true)!);
        foreach (ListCondition damage in Enum.GetValues<ListCondition>())
        {
            if (damage != ListCondition.Healthy && Row(Few, damage, isPresent: false) is { } row)
                rows.Add(row);
        }

        return [.. rows];
    }

    ScenarioRow? Row(int count, ListCondition condition, bool isPresent)
    {
        if (Prepare(count, condition, isPresent) is not { } machine)
            return null;
        LoopOutcome outcome = machine.FromEntry();
        bool isHealthy = condition == ListCondition.Healthy;
        string id = string.Create(CultureInfo.InvariantCulture, $"list/{(isHealthy ? count.ToString(CultureInfo.InvariantCulture) : condition.Kebab())}{(isPresent ? "/present" : string.Empty)}");
        Message key = roles.Key is null ? Message.Of("end.list.any") : Message.Of(isPresent ? "end.list.present" : "end.list.absent");
        Message name = isHealthy ? Message.Of("end.scenario.list", count, key) : Message.Of("end.scenario.damaged", Message.Of($"end.damage.{condition.Kebab()}"), key);
        return new ScenarioRow(id, name, outcome, OutcomeWords.Of(outcome, loop)) { IsDamaged = !isHealthy, Again = () => Prepare(count, condition, isPresent)!.AtEntry() };
    }

    ScenarioMachine? Prepare(int count, ListCondition condition, bool isPresent)
    {
        ScenarioMachine machine = new(code, loop, limits);
        if (!Place(machine.Heap, machine.Inputs, count, condition, isPresent))
            return null;
        machine.FillArguments();
        return machine;
    }

    bool Place(KernelHeap heap, InputPlacement inputs, int count, ListCondition condition, bool isPresent)
    {
        List<ulong> elements = [];
        for (int i = 0; i < count; i++)
            elements.Add(New(heap, "element"));
        if (roles.Key is { } exit && !PlaceKeys(heap.Memory, inputs, exit, elements, isPresent))
            return false;
        ulong head = 0;
        if (roles.Head is { } formula)
        {
            if (Head(heap, inputs, formula) is not { } made)
                return false;
            head = made;
            elements.Insert(0, head);
        }

        if (!roles.BeginsAtHead && !Set(inputs, roles.Start, First(elements)))
            return false;
        Link(heap.Memory, elements, condition);
        if (condition == ListCondition.Freed)
            heap.Memory.Free(elements[elements.Count / 2] - ListRoles.MostOffset, ElementBytes);
        return true;
    }

    // The cursor's first value: the first element behind the head, or NULL where a list that ends there is empty.
    ulong First(List<ulong> elements)
    {
        int first = roles.Head is null ? 0 : 1;
        return first < elements.Count ? elements[first] + (ulong)roles.Cursor : 0;
    }

    // Offsets count from the node where the code shows no more, so fields may lie on either side.
    static ulong New(KernelHeap heap, string name) => heap.Allocate(name, "unknown", ElementBytes).Address + ListRoles.MostOffset;

    ulong? Head(KernelHeap heap, InputPlacement inputs, Expression formula)
    {
        Expression root = formula.WithoutOffset(out long offset);
        ulong made = root.IsConstant ? root.Number + (ulong)offset - (ulong)roles.Cursor : New(heap, "head");
        return root.IsConstant || Set(inputs, formula, made + (ulong)roles.Cursor) ? made : null;
    }

    bool PlaceKeys(SparseMemory memory, InputPlacement inputs, ExitCondition exit, List<ulong> elements, bool isPresent)
    {
        ulong wanted = WantedKey, other = OtherKey;
        if (exit.Wanted!.IsConstant)
            (wanted, other) = (exit.Wanted.Number, exit.Wanted.Number == 0 ? 1 : 0UL);
        else if (!Set(inputs, exit.Wanted, wanted))
            return false;
        for (int i = 0; i < elements.Count; i++)
            memory.Write(elements[i] + (ulong)exit.Field!.Offset!, exit.Bits / 8, isPresent && i == elements.Count / 2 ? wanted : other);
        return true;
    }

    static bool Set(InputPlacement inputs, Expression formula, ulong value)
    {
        Expression root = formula.WithoutOffset(out long offset);
        return inputs.Set(root, value - (ulong)offset);
    }

    void Link(SparseMemory memory, List<ulong> elements, ListCondition condition)
    {
        int middle = elements.Count / 2;
        for (int i = 0; i < elements.Count; i++)
        {
            bool isLast = i == elements.Count - 1, isHurt = i == middle;
            ulong next = isLast && roles.EndsAtNull ? 0 : elements[isLast ? 0 : i + 1] + (ulong)roles.Target;
            next = condition switch
            {
                ListCondition.SelfCycle when isHurt => elements[i] + (ulong)roles.Target,
                ListCondition.Rho when isLast => elements[middle] + (ulong)roles.Target,
                ListCondition.NullPointer when isHurt => 0,
                ListCondition.Poisoned when isHurt => _poison,
                _ => next,
            };
            memory.Write(elements[i] + (ulong)roles.Pointer, 8, next);
            if (roles.OtherPointer is { } other)
                memory.Write(elements[(i + 1) % elements.Count] + (ulong)other, 8, elements[i] + (ulong)roles.Target);
        }
    }
}
