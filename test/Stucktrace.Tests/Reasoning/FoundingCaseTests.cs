using System.Globalization;
using Stucktrace.Attribution;
using Stucktrace.Incidents;
using Stucktrace.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reasoning;

/// <summary>The facts of the founding case, one by one, from its two real logs.</summary>
public class FoundingCaseTests
{
    static readonly string Production = Path.Combine(Checkout.Root, "samples", "dirpro", "messages.log");
    static readonly string Provoked = Path.Combine(Checkout.Root, "samples", "dirpro", "vmcore-dmesg.txt");
    static readonly DiagnosisResult One = Diagnosis.Run([Production], new DiagnosisOptions());
    static readonly DiagnosisResult Second = Diagnosis.Run([Provoked], new DiagnosisOptions());
    static readonly DiagnosisResult Both = Diagnosis.Run([Production, Provoked], new DiagnosisOptions());

    [Fact]
    public void Fact1_StuckSince183519()
    {
        Incident incident = Assert.Single(One.Incidents);
        Assert.Equal(new TimeSpan(18, 35, 19), incident.Start.Wall?.TimeOfDay);
        Finding finding = One.Finding("ST1001");
        string claim = finding.Claim.Render(Language.English);
        Assert.Contains("CPU 1 is stuck in kernel mode at get_process_name+0x50 [dirpro], running wsssr_defence_d:27392, since about 05-23 18:35:19", claim, StringComparison.Ordinal);
        Assert.Contains("\"67s\" on this kernel means 72 s", claim, StringComparison.Ordinal);
        Assert.Equal([1L, 7L], finding.Evidence.Select(e => e.Line).Take(2));
        Assert.Contains("内核态", finding.Claim.Render(Language.Chinese), StringComparison.Ordinal);
    }

    [Fact]
    public void Fact2_ThirdPartyModulesAreNamed()
    {
        string claim = One.Claims("ST1201");
        Assert.All(["resguard_linux", "secmodel_linux", "syshook_linux", "dirpro"], m => Assert.Contains(m, claim, StringComparison.Ordinal));
    }

    [Fact]
    public void Fact6_CrondIsAVictimSinceBefore183801()
    {
        string claim = One.Finding("ST1004").Claim.Render(Language.English);
        Assert.Contains("crond:28259", claim, StringComparison.Ordinal);
        Assert.Contains("since 05-23 18:38:01 or before", claim, StringComparison.Ordinal);
        Assert.Contains("after CPU 1 stopped at 05-23 18:35:19", claim, StringComparison.Ordinal);
        Effect effect = Assert.Single(One.Incidents[0].Effects);
        Assert.Equal("waits-for-grace-period", effect.Relation);
        Assert.Contains(effect.Evidence, e => e.Line == 73);
        Assert.Contains(One.Verdict.Cleared, c => c.Name == "crond");
    }

    [Fact]
    public void Fact7_SilenceIsNotRecovery()
    {
        string claim = One.Finding("ST1601").Claim.Render(Language.English);
        Assert.StartsWith("1 hung-task report seen. The kernel prints 10", claim, StringComparison.Ordinal);
        Assert.Contains("does not mean that anything recovered", claim, StringComparison.Ordinal);
    }

    [Fact]
    public void Fact8_LoadIsACheckToMakeAndIsMadeWhenTheNumberIsGiven()
    {
        Assert.Contains("between 26 and 33", One.Claims("ST1309"), StringComparison.Ordinal);
        DiagnosisResult known = Diagnosis.Run([Production], new DiagnosisOptions { CpuCount = 32 });
        Assert.Contains("1 spinning CPU of 32 should show as 3.1 % CPU use", known.Claims("ST1309"), StringComparison.Ordinal);
    }

    [Fact]
    public void Fact9_TaintLSaysThatASoftLockupHadHappened() =>
        Assert.Equal([60L, 1L], One.Finding("ST1406").Evidence.Select(e => e.Line));

    [Fact]
    public void Fact10_DirproIsToBlameAndTheOthersAreCleared()
    {
        Assert.Equal(new Culprit(CulpritKind.Module, "dirpro", "get_process_name", 0x50), One.Verdict.Culprit);
        Assert.Equal(FailureClass.EndlessListWalk, One.Verdict.Class);
        Assert.InRange(One.Verdict.Confidence, Confidence.Likely, Confidence.Strong);
        Assert.Superset(new HashSet<string> { "wsssr_defence_d", "crond", "syshook_linux", "resguard_linux", "secmodel_linux" }, One.Verdict.Cleared.Select(c => c.Name).ToHashSet());
        Assert.Contains("only made the system call kill", One.Verdict.Cleared.Single(c => c.Name == "wsssr_defence_d").Why.Render(Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSummaryStandsOnItsOwn() => Assert.Equal(
        "CPU 1 is stuck in get_process_name+0x50 of the third-party module dirpro, called from new_sys_kill; 1 task waits for the RCU grace period that it holds up.", One.English());

    [Fact]
    public void TheSecondLogAloneNamesTheSameCulprit()
    {
        Assert.Equal(("dirpro", "get_process_name"), (Second.Verdict.Culprit.Module, Second.Verdict.Culprit.Function));
        Assert.True(Second.Verdict.Confidence <= Confidence.Likely);
        Assert.Contains(Second.Verdict.RaisedBy, m => m.Id == "raised.second-log");
    }

    [Fact]
    public void Fact14_OnlyDirproIsInBoth()
    {
        Assert.Equal(2, Both.Incidents.Length);
        Assert.Equal(Confidence.Strong, Both.Verdict.Confidence);
        foreach (string module in (string[])["resguard_linux", "secmodel_linux", "syshook_linux"])
            Assert.Contains("was not loaded in the other incident", Both.Verdict.Cleared.Single(c => c.Name == module).Why.Render(Language.English), StringComparison.Ordinal);
        Assert.NotEmpty(Both.Claims("ST1505"));
    }

    [Fact]
    public void Fact21_TheFixIsTheRightLookUpWithWhatMayBeLinked()
    {
        string fix = string.Join('\n', One.Advice.Where(a => a.Kind == AdviceKind.Fix).Select(a => a.Text.Render(Language.English) + a.Commands));
        Assert.All(["for_each_process", "rcu_read_lock", "pid_task(find_vpid(nr), PIDTYPE_PID)", "get_pid_task(find_get_pid(nr), PIDTYPE_PID)", "find_task_by_vpid() and tasklist_lock are not exported", "only to GPL modules"],
            words => Assert.Contains(words, fix, StringComparison.Ordinal));
    }

    [Fact]
    public void Fact22_WhatToDoMeanwhileAndWhatToSwitchOnForThisKernel()
    {
        Assert.Contains(One.Advice, a => a.Kind == AdviceKind.Mitigate && a.Commands?.Contains("modprobe -r dirpro", StringComparison.Ordinal) == true);
        string collect = string.Join('\n', One.Advice.Where(a => a.Kind == AdviceKind.Collect).Select(a => a.Commands));
        Assert.All(["kernel.softlockup_panic = 1", "kernel.hung_task_panic = 1", "kernel.hung_task_warnings = 100000", "chkconfig kdump on", "netconsole"], s => Assert.Contains(s, collect, StringComparison.Ordinal));

        // EL6 has neither pstore nor panic_on_rcu_stall, and does not understand -1.
        Assert.All(["hung_task_warnings = -1", "panic_on_rcu_stall", "systemctl"], s => Assert.DoesNotContain(s, collect, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryFindingHasEvidenceThatCanBeFollowed() => Assert.All(Both.Findings, finding =>
    {
        Assert.NotEmpty(finding.Evidence);
        Assert.NotEmpty(finding.CheckYourself);
        Assert.All(finding.Evidence, e => Assert.InRange(e.Line, 1, File.ReadLines(Both.Inputs[e.Input].Path).Count()));
        Assert.NotNull(FindingCatalogue.Find(finding.Id));
        Assert.All((Language[])[Language.English, Language.Chinese], l => Assert.DoesNotContain("«", finding.Claim.Render(l), StringComparison.Ordinal));
    });

    [Fact]
    public void OtherExplanationsAndOpenQuestionsAreSaid()
    {
        Assert.Contains(One.RuledOut, r => r is { Id: "starved-vm", CanTell: true, Seen: false });
        Assert.Contains(Second.RuledOut, r => r is { Id: "starved-vm", CanTell: false });
        Assert.Contains(One.NotChecked, m => m.Id == "not-checked.module-file");
        Assert.Equal(One.NotChecked.Length, One.NotChecked.Select(m => m.Render(Language.Chinese)).Distinct(StringComparer.Ordinal).Count(t => t.Any(c => c > '一'.ToString(CultureInfo.InvariantCulture)[0])));
    }
}
