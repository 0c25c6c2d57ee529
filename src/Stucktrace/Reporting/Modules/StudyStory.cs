using Stucktrace.Formats;
using Stucktrace.Kernel.Processes;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reporting.Modules;

/// <summary>How an endless walk over tasks comes about: who forked whom, whose node points where, why nobody leads back.</summary>
static class StudyStory
{
    internal static IReadOnlyList<Message> Of(ScenarioRow row)
    {
        if (row.Stage is not { Current: { IsLeader: false, CopiedFrom: { } maker } current } stage)
            return [];
        List<Message> steps =
        [
            Message.Of("end.story.maker", maker.Comm, maker.Pid, stage.Neighbour.Comm, stage.Neighbour.Pid),
            Message.Of("end.story.clone", current.Comm, current.Pid, stage.Neighbour.Comm),
        ];
        if (stage.Neighbour.Object.IsFreed)
            steps.Add(Message.Of("end.story.freed", stage.Neighbour.Comm));
        steps.Add(stage.WantedPid is { } pid
            ? Message.Of("end.story.walk", current.Comm, pid, row.Outcome.Period)
            : Message.Of("end.story.walk-any", current.Comm, row.Outcome.Period));
        if (stage.Cast.Pid is not null)
            steps.Add(stage.Cast.Wanted is { } wanted ? Message.Of("end.story.cast-wanted", current.Comm, current.Pid, wanted) : Message.Of("end.story.cast", current.Comm, current.Pid));
        return steps;
    }

    /// <summary>The ring by name, at most so many of it.</summary>
    internal static string[] Ring(TaskStage stage, int most)
    {
        string[] ring = [.. stage.Model.Tasks.Where(t => t is { IsAlive: true, IsLeader: true }).Select(t => t == stage.Model.Init ? "init_task" : $"{t.Comm}({t.Pid})")];
        return ring.Length <= most ? ring : [.. ring.Take(most - 1), "…", ring[^1]];
    }

    /// <summary>The task that walks, and where its node points.</summary>
    internal static Message Pointing(KernelTask current, KernelTask neighbour) =>
        Message.Of("end.tree.points", current.Comm, current.Pid, current.Leader.Comm, $"{neighbour.Comm}({neighbour.Pid})");
}
