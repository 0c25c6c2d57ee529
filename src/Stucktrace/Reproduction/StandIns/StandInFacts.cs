using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace.Reproduction.StandIns;

/// <summary>What is known of the bug in a module and can be written down again for another kernel: nothing else of the module goes into a stand-in.</summary>
/// <param name="Module">Name of the module that it stands in for.</param>
/// <param name="SystemCall">Name of the system call that the module takes over.</param>
/// <param name="Entry">Name of the function that takes its place.</param>
/// <param name="Walk">Name of the function with the walk.</param>
/// <param name="Wanted">Index of the argument that becomes the pid looked for.</param>
/// <param name="Backward">Whether the walk follows <c>prev</c>.</param>
/// <param name="HoldsUpGracePeriods">
/// Whether RCU waits for it: it runs inside rcu_read_lock(), or on a kernel without preemption, where everything that does not schedule holds grace periods up.
/// </param>
public sealed record StandInFacts(string Module, string SystemCall, string Entry, string Walk, int Wanted, bool Backward, bool HoldsUpGracePeriods)
{
    /// <summary>The facts in a plan.</summary>
    /// <param name="plan">How the failure is provoked.</param>
    /// <param name="tell">Is told why there can be no stand-in.</param>
    /// <returns>Null for a failure of another shape.</returns>
    public static StandInFacts? Of(ReproductionPlan plan, Action<Message> tell)
    {
        // A walk over all tasks that begins at current and ends on meeting it again, or the pid wanted; entered by one system call.
        bool fits = plan is { Study.Loop: { Walk: { StartKind: StartKind.Current, SentinelKind: SentinelKind.StartElement } walk } loop, Endless: not null }
            && TaskNodes.RoleOf(loop, walk) == TaskNode.Tasks
            && loop.Exits.Length == 2 && loop.Exits.Any(e => e is { Field: not null, Bits: 32, Meaning: ExitMeaning.FieldEqualsArgument or ExitMeaning.FieldHasValue });
        if (!fits || plan.Calls is not [{ Kind: TriggerWayKind.SystemCall, Wanted: { } wanted, Path: { } path } call])
        {
            tell(Message.Of("standin.not-this-shape"));
            return null;
        }

        return new StandInFacts(
            plan.Module.File!.Name, call.Name, Identifier(path.Functions[0].Name), Identifier(plan.Function), wanted,
            plan.Study!.Loop.Walk!.Direction == WalkDirection.Backward, plan.Study.Loop.Context.RcuReadSide.State == Answer.Yes || plan.Module.File.Info.Vermagic is { IsPreemptible: false });
    }

    // Names come out of a file: only what C takes for a name is kept.
    static string Identifier(string name)
    {
        string kept = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return kept.Length == 0 || char.IsAsciiDigit(kept[0]) ? "f_" + kept : kept.Length > 100 ? kept[..100] : kept;
    }
}
