using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Kernel;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Termination.Live;

/// <summary>Follows a list through the memory of a dump and says what it looks like. Bounded; nothing is taken for a pointer that the dump does not hold.</summary>
/// <param name="memory">The dump's memory.</param>
/// <param name="names">Names tasks; null when there are none.</param>
/// <param name="types">Layouts; null when nothing is known of tasks.</param>
/// <param name="most">Most nodes.</param>
sealed class ListReader(SparseMemory memory, LiveNames? names, IKernelTypes? types, int most)
{
    const int PointerBytes = 8;
    const int CommBytes = 16;

    // Whether nodes are tasks shows on the first ones.
    const int Named = 1024;

    // Of so many nodes' back pointers most must fit before a list is taken for one that has them.
    const int Sample = 16;

    /// <summary>Reads a list.</summary>
    /// <param name="first">Address of the pointer of the first node.</param>
    /// <param name="offset">What is added to a pointer to get to the next one.</param>
    internal LiveList Read(ulong first, long offset)
    {
        List<ulong> links = [];
        Dictionary<ulong, int> seen = [];
        ulong link = first;
        (ListShape Shape, ulong EndsAt)? end = null;
        while (end is null && seen.TryAdd(link, links.Count))
        {
            links.Add(link);
            end = links.Count > most ? (ListShape.TooLong, link) : Follow(ref link, offset);
        }

        (long Field, string Name)? task = TaskField(links);
        bool hasBack = offset == 0 && HasBackLinks(links, end is null ? link : null);
        ImmutableArray<ListNode> nodes = [.. links.Select(l => Node(l, task?.Field, hasBack))];
        int entry = end is null ? seen[link] : links.Count;
        LiveList list = new()
        {
            Shape = ListShape.Ring,
            Tail = nodes[..entry],
            Ring = nodes[entry..],
            IsTasks = task is not null,
            FieldOffset = task?.Field,
            Field = task?.Name,
        };
        if (end is { } stopped)
            return list with { Shape = stopped.Shape, EndsAt = stopped.EndsAt };
        list = list with { Entered = entry > 0 ? nodes[entry] : null };
        ListNode? broken = hasBack ? BrokenLink(list) : null;
        ListShape shape = list.Ring.Length == 1 && (entry > 0 || task is not null) ? ListShape.SelfCycle : broken is not null ? ListShape.BrokenBackLink : entry > 0 ? ListShape.Rho : ListShape.Ring;
        return FromInitTask(list with { Shape = shape, Broken = broken });
    }

    // To the next node's pointer; or why there is none.
    (ListShape, ulong)? Follow(ref ulong link, long offset)
    {
        if (Number(link) is not { } next)
            return (Gone(link), link);
        if (next == 0)
            return (ListShape.NullTerminated, next);
        if (ListPoison.Is(next))
            return (ListShape.Poisoned, next);
        ulong target = next + (ulong)offset;
        if (AddressRules.Faults(target) || Number(target) is null)
            return (Gone(target), target);
        link = target;
        return null;
    }

    ListShape Gone(ulong address) => AddressRules.Faults(address) || memory.StateOf(address, PointerBytes) == MemoryState.Unmapped ? ListShape.LeavesMemory : ListShape.LeavesDump;

    ulong? Number(ulong address, int bytes = PointerBytes) => memory.Read(address, bytes, out ulong value) == MemoryAnswer.Defined ? value : null;

    // Tasks, when most nodes lie at one and the same place of one.
    (long Field, string Name)? TaskField(List<ulong> links)
    {
        IGrouping<long, ulong>? usual = links.Take(Named).Where(l => names?.TaskAt(l) is not null).GroupBy(l => (long)(l - names!.TaskAt(l)!.Address)).MaxBy(g => g.Count());
        if (usual is null || 2 * usual.Count() < Math.Min(links.Count, Named))
            return null;
        string? name = FieldNames.FirstOrDefault(f => types?.Field("task_struct", f) is { } place && place.Offset == usual.Key);
        return (usual.Key, name is null ? "task_struct" : $"task_struct.{name}.next");
    }

    static readonly ImmutableArray<string> FieldNames = ["tasks", "thread_node", "thread_group", "children", "sibling", "ptraced"];

    bool HasBackLinks(List<ulong> links, ulong? ring)
    {
        int fitting = 0, count = Math.Min(Sample, links.Count - 1);
        for (int i = links.Count - count; i < links.Count; i++)
        {
            if (Number(links[i] + PointerBytes) == links[i - 1])
                fitting++;
        }

        return count == 0 ? ring is { } self && Number(self + PointerBytes) == self : 2 * fitting > count;
    }

    ListNode Node(ulong link, long? field, bool hasBack)
    {
        bool unlinked = hasBack && Number(link + PointerBytes) is { } back && ListPoison.Is(back);
        if (field is not { } offset)
            return new ListNode(link, 0, null, unlinked);
        ulong address = link - (ulong)offset;
        return new ListNode(link, address, names?.TaskAt(address) is { } task && task.Address == address ? LiveNames.TaskName(task) : Former(address), unlinked);
    }

    // A task that is in no list any more: its task_struct may still say who it was.
    string? Former(ulong address)
    {
        if (types?.Field("task_struct", "pid") is not { } pid || types.Field("task_struct", "comm") is not { } comm || Number(address + (ulong)pid.Offset, 4) is not { } number)
            return null;
        StringBuilder text = new();
        for (ulong i = 0; i < CommBytes && Number(address + (ulong)comm.Offset + i, 1) is > 0 and { } letter; i++)
            text.Append((char)letter);
        return text.Length == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{(int)number} {text}");
    }

    ListNode? BrokenLink(LiveList list)
    {
        for (int i = 0; i < list.Ring.Length; i++)
        {
            ListNode before = list.Ring[(i + list.Ring.Length - 1) % list.Ring.Length];
            if (Number(list.Ring[i].Link + PointerBytes) is { } back && back != before.Link)
                return list.Ring[i];
        }

        return null;
    }

    // People begin with init_task.
    LiveList FromInitTask(LiveList list)
    {
        int first = list.IsTasks ? list.Ring.ToList().FindIndex(n => names?.TaskAt(n.Object) is { Pid: 0 }) : -1;
        return first <= 0 ? list : list with { Ring = [.. list.Ring[first..], .. list.Ring[..first]] };
    }
}
