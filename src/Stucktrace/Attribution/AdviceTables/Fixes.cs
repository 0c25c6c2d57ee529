using Stucktrace.Formats;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.AdviceTables;

/// <summary>How each class of failure is mended.</summary>
static class Fixes
{
    // A function that looks a process up says so in its name; what it walks is the list of tasks.
    static readonly string[] TaskWords = ["process", "task", "pid", "thread", "tgid", "comm_"];

    internal static IEnumerable<Advice> For(Verdict verdict, IncidentCase? incident, KernelRelease? release)
    {
        object who = (object?)(verdict.Culprit.Module ?? verdict.Culprit.Function) ?? Message.Of("advice.code-concerned");
        if (verdict.Class is FailureClass.EndlessListWalk or FailureClass.EndlessLoop && verdict.Culprit.Kind == CulpritKind.Module && LooksUpTask(verdict, incident))
        {
            yield return new Advice(AdviceKind.Fix, Message.Of("advice.task-lookup", who), TaskLookup(release));
            yield return new Advice(AdviceKind.Fix, Message.Of(ModuleExports.GetPidTaskExported(release) ? "advice.exports" : "advice.exports-old"));
            yield break;
        }

        string? text = verdict.Class switch
        {
            FailureClass.EndlessListWalk => "advice.list-walk",
            FailureClass.EndlessLoop or FailureClass.LongLoop when verdict.Culprit.Kind == CulpritKind.Module => "advice.loop",
            FailureClass.SpinlockDeadlock => "advice.spinlock",
            FailureClass.MutexDeadlock => "advice.mutex",
            FailureClass.RcuDeadlock => "advice.rcu-deadlock",
            FailureClass.LostWakeup when verdict.Culprit.Kind == CulpritKind.Userspace => "advice.user-space",
            FailureClass.LostWakeup => "advice.lost-wakeup",
            FailureClass.SleepInAtomic => "advice.atomic",
            FailureClass.NullDereference => "advice.null",
            FailureClass.UseAfterFree => "advice.use-after-free",
            FailureClass.MemoryCorruption => "advice.corruption",
            FailureClass.IoStall => "advice.storage",
            FailureClass.MemoryExhaustion => "advice.memory",
            FailureClass.Hardware => "advice.hardware",
            FailureClass.WaitsForStuckCpu => "advice.find-stuck-cpu",
            _ when verdict.Culprit.Kind == CulpritKind.Hardware => "advice.starved",
            _ when verdict.Culprit.Kind == CulpritKind.Kernel => "advice.kernel",
            _ => null,
        };
        if (text is not null)
            yield return new Advice(AdviceKind.Fix, Message.Of(text, who, (object?)verdict.Culprit.Function ?? Message.Of(verdict.Class == FailureClass.SleepInAtomic ? "advice.atomic-context" : "advice.code-concerned")));
    }

    static bool LooksUpTask(Verdict verdict, IncidentCase? incident)
    {
        if (verdict.Culprit.Function is { } function && TaskWords.Any(w => function.Contains(w, StringComparison.Ordinal)))
            return true;
        return incident?.Cause is { } cause && CallChain.Of(cause).Take(4).Any(l => l.Location.Symbol is { } s && (s.EndsWith("sys_kill", StringComparison.Ordinal) || s.EndsWith("sys_tgkill", StringComparison.Ordinal)));
    }

    static string TaskLookup(KernelRelease? release) =>
        "rcu_read_lock();\nfor_each_process(p) { ... }                      /* leaders only; ends at init_task */\nrcu_read_unlock();\n\nrcu_read_lock();\np = pid_task(find_vpid(nr), PIDTYPE_PID);         /* any task, valid until unlock */\nrcu_read_unlock();"
        + (ModuleExports.GetPidTaskExported(release) ? "\n\np = get_pid_task(find_get_pid(nr), PIDTYPE_PID);  /* any task, to keep: put_pid(), put_task_struct() */" : string.Empty);
}
