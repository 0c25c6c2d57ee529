using Stucktrace.Attribution;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reasoning;

/// <summary>Logs of failures made on purpose: class and culprit as far as a log alone can tell.</summary>
public class LabVerdictTests
{
    [Theory]
    [InlineData("A1_main_rcu_kaslr", FailureClass.EndlessListWalk, "dirpro_rcu", "get_process_name")]
    [InlineData("A2_plain_nokaslr", FailureClass.EndlessListWalk, "dirpro", "get_process_name")]
    [InlineData("B1_softlockup_panic", FailureClass.EndlessLoop, "dirpro", "get_process_name")]
    [InlineData("K1_kdump_hung_task_panic", FailureClass.EndlessListWalk, "dirpro_rcu", "get_process_name")]
    [InlineData("v1_inline", FailureClass.EndlessListWalk, "v1_inline", "new_sys_kill")]
    [InlineData("v7_abba", FailureClass.SpinlockDeadlock, "v7_abba", "note_by_pid")]
    [InlineData("v8_flag", FailureClass.EndlessLoop, "v8_flag", "get_process_name")]
    [InlineData("v9_mutex", FailureClass.MutexDeadlock, "v9_mutex", "get_process_name")]
    [InlineData("v10_oops", FailureClass.NullDereference, "v10_oops", "get_process_name")]
    [InlineData("S1_stripped", FailureClass.EndlessListWalk, "dirpro_rcu", null)]
    public void NamesCulpritAndClass(string log, FailureClass expected, string module, string? function)
    {
        Verdict verdict = Diagnosis.Run([Log(log)], new DiagnosisOptions()).Verdict;
        Assert.Equal(expected, verdict.Class);
        Assert.Equal((CulpritKind.Module, module, function), (verdict.Culprit.Kind, verdict.Culprit.Module, verdict.Culprit.Function));
        Assert.InRange(verdict.Confidence, Confidence.Likely, Confidence.Strong);
    }

    [Theory]
    [InlineData("A6_leader_caller")]
    [InlineData("v3_correct")]
    public void FindsNothingWhereNothingIsWrong(string log)
    {
        DiagnosisResult result = Diagnosis.Run([Log(log)], new DiagnosisOptions());
        Assert.Empty(result.Incidents);
        Assert.Equal((CulpritKind.None, FailureClass.None), (result.Verdict.Culprit.Kind, result.Verdict.Class));
        Assert.Empty(result.Verdict.Suspects);
        Assert.NotEmpty(result.NotChecked);
    }

    [Fact]
    public void AllVictimsOfTheStuckCpuAreLinkedToIt()
    {
        DiagnosisResult result = Diagnosis.Run([Log("A1_main_rcu_kaslr")], new DiagnosisOptions());
        var victims = result.Incidents.Single().Effects.ToDictionary(e => result.Reports.First(r => r.Id == e.Report).Comm ?? "", e => e.Relation, StringComparer.Ordinal);
        Assert.Equal("waits-for-grace-period", victims["crond"]);
        Assert.Equal("waits-for-grace-period", victims["automount"]);
        Assert.Equal("waits-for-grace-period", victims["kworker/0:1"]);
        Assert.Equal("waits-for-cpu", victims["sadc"]);
    }

    static string Log(string name) => Checkout.Shared("lab", "logs", name + ".txt");
}
