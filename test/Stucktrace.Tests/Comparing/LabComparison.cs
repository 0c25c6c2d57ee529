using Stucktrace.Reproduction.Comparing;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Comparing;

/// <summary>Real failures against each other: the same ones are found, and no two different ones are taken for one.</summary>
public class LabComparison
{
    [Theory]
    [InlineData("A1_main_rcu_kaslr", FailureRelation.SameKind)]
    [InlineData("A2_plain_nokaslr", FailureRelation.SameKind)]
    [InlineData("A6_leader_caller", FailureRelation.Different)]
    [InlineData("B1_softlockup_panic", FailureRelation.SameKind)]
    [InlineData("K1_kdump_hung_task_panic", FailureRelation.SameKind)]
    [InlineData("S1_stripped", FailureRelation.Different)]
    [InlineData("v10_oops", FailureRelation.Different)]
    [InlineData("v1_inline", FailureRelation.Different)]
    [InlineData("v3_correct", FailureRelation.Different)]
    [InlineData("v7_abba", FailureRelation.Different)]
    [InlineData("v8_flag", FailureRelation.Different)]
    [InlineData("v9_mutex", FailureRelation.Different)]
    public void The_founding_case_is_none_of_the_labs_failures(string name, FailureRelation relation)
    {
        foreach (string founding in (string[])[Cases.Production, Cases.Provoked])
        {
            ComparisonVerdict verdict = Cases.Compare(founding, Cases.Log(name));
            Assert.Equal((relation, Confidence.Strong), (verdict.Relation, verdict.Confidence));
            Assert.StartsWith("Different", verdict.English(), StringComparison.Ordinal);
            bool failed = Cases.Of(Cases.Log(name)).HasFailure;
            Assert.Contains(failed ? "kernel (2.6.32-754.6.3.el6.x86_64 and 6.1.0-56-amd64)" : "nothing is wrong in the second", verdict.English(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("A1_main_rcu_kaslr", "K1_kdump_hung_task_panic")]
    [InlineData("A2_plain_nokaslr", "B1_softlockup_panic")]
    public void One_bug_in_two_runs_is_the_same_failure(string first, string second)
    {
        ComparisonVerdict verdict = Cases.Compare(Cases.Log(first), Cases.Log(second));
        Assert.Equal((FailureRelation.Same, Confidence.Strong), (verdict.Relation, verdict.Confidence));
        Assert.False(verdict.IsSameEvent);
        Assert.Equal(Agreement.Agree, verdict.Point("build").Agreement);
    }

    [Theory]
    [InlineData("v7_abba", "A1_main_rcu_kaslr", FailureRelation.Different)]
    [InlineData("v8_flag", "A1_main_rcu_kaslr", FailureRelation.Different)]
    [InlineData("v9_mutex", "A1_main_rcu_kaslr", FailureRelation.Different)]
    [InlineData("v10_oops", "A1_main_rcu_kaslr", FailureRelation.Different)]
    [InlineData("v1_inline", "A1_main_rcu_kaslr", FailureRelation.Different)]
    [InlineData("v3_correct", "A1_main_rcu_kaslr", FailureRelation.Different)]
    [InlineData("A6_leader_caller", "A1_main_rcu_kaslr", FailureRelation.Different)]
    [InlineData("A2_plain_nokaslr", "A1_main_rcu_kaslr", FailureRelation.SameKind)]
    [InlineData("A6_leader_caller", "v3_correct", FailureRelation.NotComparable)]
    [InlineData("S1_stripped", "A1_main_rcu_kaslr", FailureRelation.NotComparable)]
    public void Other_failures_of_one_kernel_are_told_apart(string first, string second, FailureRelation relation) =>
        Assert.Equal(relation, Cases.Compare(Cases.Log(first), Cases.Log(second)).Relation);

    [Theory]
    [InlineData("A1")]
    [InlineData("K1")]
    public void A_dump_shows_the_failure_of_its_log(string name)
    {
        string log = Cases.Log(name == "A1" ? "A1_main_rcu_kaslr" : "K1_kdump_hung_task_panic");
        ComparisonVerdict verdict = Cases.Compare(LabMachine.PathOf(name), log);
        Assert.Equal((FailureRelation.Same, Confidence.Strong), (verdict.Relation, verdict.Confidence));
        Assert.True(verdict.IsSameEvent);
        ComparisonVerdict other = Cases.Compare(LabMachine.PathOf(name), Cases.Log(name == "A1" ? "K1_kdump_hung_task_panic" : "A1_main_rcu_kaslr"));
        Assert.True(other is { IsSame: true, IsSameEvent: false });
    }

    [Fact]
    public void Two_dumps_show_the_same_loop()
    {
        ComparisonVerdict verdict = Cases.Compare(LabMachine.PathOf("A1"), LabMachine.PathOf("K1"));
        Assert.Equal((FailureRelation.Same, Confidence.Strong), (verdict.Relation, verdict.Confidence));
        Assert.Equal(Agreement.Agree, verdict.Point("loop").Agreement);
        Assert.Equal(Agreement.Agree, verdict.Point("exits").Agreement);
        Assert.False(verdict.IsSameEvent);
    }

    [Fact]
    public void A_module_file_tells_that_two_places_lie_in_one_loop()
    {
        FailureSignature one = Cases.Of(Cases.Log("A1_main_rcu_kaslr"), Cases.Module("dirpro_rcu")), two = Cases.Of(Cases.Log("K1_kdump_hung_task_panic"), Cases.Module("dirpro_rcu"));
        FailureSignature later = two with { Culprit = two.Culprit with { Offset = 0x26 }, Offsets = [0x26] };
        ComparisonVerdict verdict = FailureComparer.Compare(one, later);
        Assert.Equal((FailureRelation.Same, Confidence.Strong), (verdict.Relation, verdict.Confidence));
        Assert.Equal(Agreement.Fit, verdict.Point("offset").Agreement);
        Assert.Contains("later in the same loop", verdict.Why("offset"), StringComparison.Ordinal);
        Assert.Contains("earlier in the same loop", FailureComparer.Compare(later, one).Why("offset"), StringComparison.Ordinal);
        Assert.Equal("cursor-is-start, field-equals-argument", verdict.Point("exits").First);

        // A place before the loop is no place of the loop.
        ComparisonVerdict outside = FailureComparer.Compare(one, two with { Culprit = two.Culprit with { Offset = 4 }, Offsets = [4] });
        Assert.Equal(Agreement.Differ, outside.Point("offset").Agreement);
    }

    [Fact]
    public void The_same_walk_compiled_elsewhere_is_the_same_kind()
    {
        FailureSignature sample = Cases.Of(Cases.Production, Checkout.Sample("dirpro", "dirpro.ko")), lab = Cases.Of(Cases.Log("A2_plain_nokaslr"), Cases.Module("dirpro"));
        ComparisonVerdict verdict = FailureComparer.Compare(sample, lab);
        Assert.Equal(FailureRelation.SameKind, verdict.Relation);
        Assert.Equal(Agreement.Fit, verdict.Point("loop").Agreement);
        Assert.Equal(Agreement.Agree, verdict.Point("exits").Agreement);
        Assert.True(verdict.Point("scenario").Agreement is Agreement.Agree or Agreement.Fit);
        Assert.True(verdict.Point("chain").Agreement is Agreement.Agree or Agreement.Fit);
        Assert.Contains("class of failure", verdict.English(), StringComparison.Ordinal);
        Assert.Contains("kernel (2.6.32", verdict.English(), StringComparison.Ordinal);
    }
}
