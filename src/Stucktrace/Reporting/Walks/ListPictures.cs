using System.Collections.Immutable;
using Stucktrace.Kernel.Processes;
using Stucktrace.Reporting.Text;
using Stucktrace.Termination.Live;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reporting.Walks;

/// <summary>Makes the picture of a list: of a situation's tasks, or of the list in a dump.</summary>
static class ListPictures
{
    const int MostName = 40;

    /// <summary>The tasks of a situation.</summary>
    /// <param name="stage">Its cast.</param>
    internal static ListPicture Of(TaskStage stage)
    {
        ImmutableArray<KernelTask> ring = [.. stage.Model.Tasks.Where(t => t is { IsAlive: true, IsLeader: true })];
        List<KernelTask> tail = [];
        KernelTask entered = stage.Current;
        if (!stage.Current.IsLeader)
        {
            tail.Add(stage.Current);
            entered = stage.Neighbour;
            if (!stage.Neighbour.IsAlive)
            {
                // A node that was taken out still points to the one that came behind it.
                tail.Add(stage.Neighbour);
                entered = ring.FirstOrDefault(t => t.Pid > stage.Neighbour.Pid) ?? stage.Model.Init;
            }
        }

        int first = Math.Max(0, ring.IndexOf(entered));
        PictureNode Node(KernelTask task) => new(task.Address, Name(ScenarioWalkNames.NameOf(stage.Model, task)), !task.IsAlive, [.. Notes(stage, task)]);
        return new ListPicture { Tail = [.. tail.Select(Node)], Ring = [.. ring[first..].Concat(ring[..first]).Select(Node)], Field = "tasks.next" };
    }

    /// <summary>The list in a dump.</summary>
    /// <param name="study">The study.</param>
    /// <param name="list">Its list.</param>
    internal static ListPicture Of(LiveStudy study, LiveList list)
    {
        PictureNode Node(ListNode node) => new(node.Object != 0 ? node.Object : node.Link, Name(node.Name ?? Hexadecimal.Address(node.Object != 0 ? node.Object : node.Link)), node.IsUnlinked, [.. Notes(study, list, node)]);
        int first = list.Entered is { } entered ? Math.Max(0, list.Ring.IndexOf(entered)) : 0;
        return new ListPicture { Tail = [.. list.Tail.Select(Node)], Ring = [.. list.Ring[first..].Concat(list.Ring[..first]).Select(Node)], Field = list.Field };
    }

    static IEnumerable<string> Notes(TaskStage stage, KernelTask task)
    {
        if (task == stage.Current)
            yield return "walk.node.current";
        else if (task == stage.Current.Leader)
            yield return "walk.node.leader";
        if (!task.IsAlive)
            yield return "walk.node.freed";
    }

    static IEnumerable<string> Notes(LiveStudy study, LiveList list, ListNode node)
    {
        if (node.Object != 0 && node.Object == study.Task?.Address)
            yield return "walk.node.current";
        else if (node.Object != 0 && node.Object == study.Task?.Leader)
            yield return "walk.node.leader";
        if (node.IsUnlinked)
            yield return "walk.node.freed";
        if (node == study.Cursor)
            yield return "walk.node.cursor";
        if (node == list.Broken)
            yield return "walk.node.broken";
    }

    static string Name(string text) => VisibleText.Of(text, MostName);
}
