using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Reporting;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Reproduction.Machines;
using Stucktrace.Reproduction.Triggers;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reproduction;

/// <summary>What a run is called: the same failure, one of the same kind, as the code predicts, something else; and when it proves nothing.</summary>
public class JudgementTests
{
    static readonly Lazy<ReproductionPlan> Plan = new(() => PlanBuilder.Of(ModuleInspection.Run(Checkout.Sample("dirpro", "dirpro.ko"), new ModuleOptions()), PlanFocus.Anything)!);

    static FailureSignature Sample => FailureSignature.Of(Diagnosis.Run([Checkout.Sample("dirpro", "messages.log"), Checkout.Sample("dirpro", "dirpro.ko")], new DiagnosisOptions()));

    static FailureSignature Nothing => new() { Inputs = [], Culprit = new Culprit(CulpritKind.None), Class = FailureClass.None, Confidence = Confidence.Unknown };

    // What a machine with the stand-in shows: the same code predicts it, other names and another kernel.
    static FailureSignature StandIn(string kernel = "6.1.0-56-amd64") => ReproductionPoints.Predicted(Plan.Value) with
    {
        Culprit = new Culprit(CulpritKind.Module, "dirpro_standin", "get_process_name"),
        Kernel = kernel,
        SystemCall = "kill",
        Trace = new FailureTrace { Report = "r1", Kind = ReportKind.SoftLockup, Input = 0, Line = 360 },
        Effects = [new EffectSignature(ReportKind.HungTask, "waits-for-grace-period", 1, Evidence.At(0, 420))],
    };

    static Agreement Of(ReproductionJudgement judgement, string name) => Assert.Single(judgement.Points, p => p.Name == name).Agreement;

    [Fact]
    public void AStandInIsHeldAgainstTheCaseInWhatTheyShare()
    {
        ReproductionJudgement judgement = ReproductionJudge.Compare(Plan.Value, Sample, StandIn(), isStandIn: true);
        Assert.Equal((JudgementBasis.CaseByStandIn, FailureRelation.SameKind), (judgement.Basis, judgement.Relation));
        foreach (string point in (string[])["kind", "class", "exits", "scenario", "chain", "entry"])
            Assert.Contains(Of(judgement, point), (Agreement[])[Agreement.Agree, Agreement.Fit]);
        Assert.Equal((Agreement.Differ, Agreement.Differ), (Of(judgement, "kernel"), Of(judgement, "module")));
        Assert.DoesNotContain(judgement.Points, p => p.Name is "function" or "offset" or "build" or "registers" or "loop");
        string[] why = [.. judgement.WhyNotMore.Select(w => w.Id)];
        Assert.Equal(["reproduce.why.kernel", "reproduce.why.module"], why);
    }

    [Fact]
    public void AStandInThatFailsInAnotherWayIsSomethingElse()
    {
        FailureSignature other = StandIn();
        Assert.Equal(FailureRelation.Different, ReproductionJudge.Compare(Plan.Value, Sample, other with { Class = FailureClass.NullDereference }, isStandIn: true).Relation);
        Assert.Equal(FailureRelation.Different, ReproductionJudge.Compare(Plan.Value, Sample, other with { SystemCall = "open" }, isStandIn: true).Relation);
        Assert.Equal(FailureRelation.Different, ReproductionJudge.Compare(Plan.Value, Sample, other with { Loop = other.Loop! with { Endless = ["leader/nobody/alive"] } }, isStandIn: true).Relation);
        Assert.Equal(FailureRelation.Different, ReproductionJudge.Compare(Plan.Value, Sample, other with { Loop = other.Loop! with { Exits = other.Loop.Exits[..1] } }, isStandIn: true).Relation);
    }

    // Consequences depend on the kernel and on what else ran: they are told, and decide nothing.
    [Fact]
    public void OtherConsequencesAreToldAsAReasonWhyNotMore()
    {
        FailureSignature other = StandIn() with { Effects = [new EffectSignature(ReportKind.HungTask, "waits-for-cpu", 1, Evidence.At(0, 420))] };
        ReproductionJudgement judgement = ReproductionJudge.Compare(Plan.Value, Sample, other, isStandIn: true);
        Assert.Equal((FailureRelation.SameKind, Agreement.Differ), (judgement.Relation, Of(judgement, "chain")));
        Assert.Contains("reproduce.why.chain", judgement.WhyNotMore.Select(w => w.Id));
    }

    [Fact]
    public void WithoutALogItIsNoMoreThanWhatTheCodePredicts()
    {
        FailureSignature found = ReproductionPoints.Predicted(Plan.Value) with { SystemCall = "kill", Trace = new FailureTrace { Report = "r1", Kind = ReportKind.SoftLockup, Input = 0, Line = 1 } };
        ReproductionJudgement judgement = ReproductionJudge.Compare(Plan.Value, Nothing, found, isStandIn: false);
        Assert.Equal((JudgementBasis.Code, FailureRelation.Same), (judgement.Basis, judgement.Relation));
        Assert.All(judgement.Points, p => Assert.Equal(Agreement.Agree, p.Agreement));
        (ReproductionOutcome outcome, Message summary) = ReproductionJudge.Judge([Run("failure", MachineEnd.Reported, judgement)], interrupted: false);
        Assert.Equal(ReproductionOutcome.AsPredicted, outcome);
        Assert.Contains("as the code predicts", summary.Render(Language.English), StringComparison.Ordinal);
        Assert.DoesNotContain("same failure", summary.Render(Language.English), StringComparison.Ordinal);

        Assert.Equal(FailureRelation.SameKind, ReproductionJudge.Compare(Plan.Value, Nothing, found with { Culprit = found.Culprit with { Function = "other" }, Loop = null }, isStandIn: false).Relation);
        Assert.Equal(FailureRelation.Different, ReproductionJudge.Compare(Plan.Value, Nothing, found with { Class = FailureClass.MutexDeadlock }, isStandIn: false).Relation);
        Assert.Equal(FailureRelation.Different, ReproductionJudge.Compare(Plan.Value, Nothing, found with { SystemCall = "read" }, isStandIn: false).Relation);
        Assert.Equal(JudgementBasis.CodeByStandIn, ReproductionJudge.Compare(Plan.Value, Nothing, StandIn(), isStandIn: true).Basis);
    }

    [Fact]
    public void TheSameFailureByAnotherWayInIsNotTheSame()
    {
        FailureSignature known = Sample with { SystemCall = "tkill" };
        Assert.Equal(FailureRelation.Same, ReproductionJudge.Compare(Plan.Value, known, known, isStandIn: false).Relation);
        Assert.Equal(FailureRelation.SameKind, ReproductionJudge.Compare(Plan.Value, known, known with { SystemCall = "kill" }, isStandIn: false).Relation);
    }

    [Fact]
    public void AControlThatHangsOrDoesNotComeBackProvesNothing()
    {
        ReproductionRun failure = Run("failure", MachineEnd.Reported, Judged(FailureRelation.Same));
        Assert.Equal(ReproductionOutcome.Reproduced, Outcome([failure, Run("control", MachineEnd.Finished, null, isControl: true)]));
        Assert.Equal(ReproductionOutcome.HappenedInControl, Outcome([failure, Run("control", MachineEnd.Silent, null, isControl: true)]));
        Assert.Equal(ReproductionOutcome.HappenedInControl, Outcome([failure, Run("control", MachineEnd.Limit, null, isControl: true)]));
        Assert.Equal(ReproductionOutcome.Failed, Outcome([failure, Run("control", MachineEnd.Failed, null, isControl: true)]));
        Assert.Equal("reproduce.outcome.control-unclear", ReproductionJudge.Judge([failure, Run("control", MachineEnd.Limit, null, isControl: true)], false).Summary.Id);
    }

    [Theory]
    [InlineData(FailureRelation.Same, ReproductionOutcome.Reproduced)]
    [InlineData(FailureRelation.SameKind, ReproductionOutcome.SameKind)]
    [InlineData(FailureRelation.Different, ReproductionOutcome.Different)]
    [InlineData(FailureRelation.NotComparable, ReproductionOutcome.Different)]
    public void TheOutcomeFollowsFromTheRelation(FailureRelation relation, ReproductionOutcome outcome) => Assert.Equal(outcome, Outcome([Run("failure", MachineEnd.Reported, Judged(relation))]));

    [Fact]
    public void NothingHappenedIsNoReproductionAndAStopIsAStop()
    {
        Assert.Equal(ReproductionOutcome.DidNotHappen, Outcome([Run("failure", MachineEnd.Finished, null, hasFailure: false)]));
        Assert.Equal(ReproductionOutcome.Interrupted, ReproductionJudge.Judge([Run("failure", MachineEnd.Reported, Judged(FailureRelation.Same))], interrupted: true).Outcome);
    }

    static ReproductionOutcome Outcome(ImmutableArray<ReproductionRun> runs) => ReproductionJudge.Judge(runs, interrupted: false).Outcome;

    static ReproductionJudgement Judged(FailureRelation relation) => new(JudgementBasis.Case, relation, []);

    static ReproductionRun Run(string name, MachineEnd end, ReproductionJudgement? judgement, bool isControl = false, bool hasFailure = true) =>
        new(name, new TriggerMode(isControl ? "leader" : "thread", Message.Of("trigger.mode.call"), isControl), isControl,
            new MachineRun { End = end, LogPath = "log", Duration = TimeSpan.FromSeconds(20), Accelerator = MachineAccelerator.Tcg, Phase = MachinePhase.Triggered })
        {
            Result = Message.Of("reproduce.run." + end.Kebab()),
            Judgement = judgement,
            Diagnosis = isControl || !hasFailure ? null : Failed,
        };

    static readonly DiagnosisResult Failed = new() { Inputs = [], Verdict = Diagnosis.Run([Checkout.Sample("dirpro", "messages.log")], new DiagnosisOptions()).Verdict };
}
