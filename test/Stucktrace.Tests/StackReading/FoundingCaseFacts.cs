using System.Collections.Immutable;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Incidents;
using Stucktrace.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.StackReading;

/// <summary>Facts 2 to 5 and 11 to 14 of the founding case, one by one, each with the lines that it rests on.</summary>
public class FoundingCaseFacts
{
    static readonly Lazy<(Report Production, Report Machine, ImmutableArray<Finding> Findings, FailureComparisonResult Comparison)> Case = new(Read);

    static (Report Production, Report Machine, ImmutableArray<Finding> Findings, FailureComparisonResult Comparison) Read()
    {
        DiagnosisResult result = Diagnosis.Run([Path.Combine(Checkout.Root, "samples/dirpro/messages.log"), Path.Combine(Checkout.Root, "samples/dirpro/vmcore-dmesg.txt")], new DiagnosisOptions());
        Report[] lockups = [.. result.Reports.Where(r => r.Kind == ReportKind.SoftLockup).Select(FrameJudge.Judge)];
        return (lockups[0], lockups[1], StackFacts.Read([lockups[0]], path: i => $"log{i}"), FailureComparison.Compare([.. lockups], i => $"log{i}"));
    }

    static ImmutableArray<Finding> Findings => Case.Value.Findings;

    [Fact]
    public void Fact_2_names_the_third_party_modules()
    {
        Finding finding = Findings.One("ST1201", "unsigned");
        Assert.Contains("(4 of 69)", finding.English(), StringComparison.Ordinal);
        Assert.Contains("resguard_linux(U), secmodel_linux(U), syshook_linux(U), dirpro(U)", finding.English(), StringComparison.Ordinal);
        Assert.Equal(2, finding.Evidence[0].Line);
    }

    [Fact]
    public void Fact_3_finds_the_caller_in_the_raw_stack()
    {
        Finding caller = Findings.One("ST1101", "new_sys_kill+0x5c [dirpro]");
        Assert.Contains("first text address above the stack pointer, at RSP+0x58", caller.English(), StringComparison.Ordinal);
        Assert.Equal(Confidence.Strong, caller.Confidence);
        Assert.Contains(caller.Evidence, e => e.Quote!.Contains("ffffffffa02ae19c", StringComparison.Ordinal) && e.Quote.StartsWith("<d>", StringComparison.Ordinal));
        Assert.Equal("sed -n '8p;23p;25p' log0", caller.CheckYourself[0]);

        StackFrame frame = Case.Value.Production.Frames[0];
        Assert.Equal(("new_sys_kill", FrameJudgement.Caller), (frame.Location.Symbol, frame.Judged));
        Finding hook = Findings.One("ST1102", "replaces kill(2)");
        Assert.Equal(Confidence.Likely, hook.Confidence);
    }

    [Fact]
    public void Fact_4_other_frames_are_left_over_and_no_evidence()
    {
        Assert.All(Case.Value.Production.Frames.Where(f => f.Location.Module == "syshook_linux"), f => Assert.Equal(FrameJudgement.Stale, f.Judged));
        Assert.Single(Case.Value.Production.Frames, f => f.Judged == FrameJudgement.Caller);
        Finding finding = Findings.One("ST1103", "syshook_linux");
        Assert.Contains("get_hookfn, release_context", finding.English(), StringComparison.Ordinal);
        Assert.Contains("no evidence of guilt", finding.English(), StringComparison.Ordinal);
        Assert.DoesNotContain(Findings, f => f.Id == "ST1103" && f.English().Contains("dirpro (", StringComparison.Ordinal));
    }

    [Fact]
    public void Fact_5_reads_current_cursor_and_pid()
    {
        Assert.Equal("RCX holds 0xffff8820684e4040, the task pointer of the running task: current.", Findings.One("ST1104", "current").English());
        Assert.Equal(2, Findings.One("ST1104", "current").Evidence.Length);
        Finding cursor = Findings.One("ST1105", "RDX = 0xffff880f903d4ab0");
        Assert.Contains("0xa70 bytes apart", cursor.English(), StringComparison.Ordinal);
        Finding pid = Findings.One("ST1106", "0x6afc = 27388");
        Assert.Contains("not the caller's own; the same value lies in the stack at RSP+0x38", pid.English(), StringComparison.Ordinal);
        Assert.Equal(Confidence.Likely, pid.Confidence);
        Findings.One("ST1106", "27392 is the pid of wsssr_defence_d:27392 itself");
        Assert.Single(Findings, f => f.Id == "ST1105");
    }

    [Fact]
    public void Fact_11_both_logs_show_the_same_failure()
    {
        Finding same = Case.Value.Comparison.Findings.One("ST1501", "The same failure");
        Assert.Contains("get_process_name+0x50 [dirpro], called from new_sys_kill+0x5c [dirpro], whose return address lies in the same stack slot, RSP+0x58", same.English(), StringComparison.Ordinal);
        Assert.Equal(Confidence.Strong, same.Confidence);
        Assert.Equal([0, 1], same.Evidence.Select(e => e.Input).Distinct());
        Case.Value.Comparison.Findings.One("ST1503", "RDI = RSI = RSP+0x690 in both");
        Assert.True(Case.Value.Comparison.Pairs.Single().SameFailure);
    }

    [Fact]
    public void Fact_12_same_build_at_two_addresses() =>
        Assert.Contains("loaded at two addresses: from get_process_name+0x50 [dirpro] to new_sys_kill+0x5c [dirpro] it is 0x3c8c bytes in both", Case.Value.Comparison.Findings.One("ST1502", "same build").English(), StringComparison.Ordinal);

    [Fact]
    public void Fact_13_registers_keep_their_roles()
    {
        Case.Value.Comparison.Findings.One("ST1504", "RCX is the current task in both");
        Finding pid = Case.Value.Comparison.Findings.One("ST1504", "27388 and 11111");
        Assert.StartsWith("RAX holds", pid.English(), StringComparison.Ordinal);
        Case.Value.Comparison.Findings.One("ST1504", "RDX is another task structure in both");
    }

    [Fact]
    public void Fact_14_clears_the_modules_that_were_not_there()
    {
        Finding finding = Case.Value.Comparison.Findings.One("ST1505", "only third-party module present each time is dirpro");
        Assert.Contains("cleared: resguard_linux, secmodel_linux, syshook_linux", finding.English(), StringComparison.Ordinal);
        Assert.Equal(["dirpro"], Case.Value.Comparison.Modules.Where(m => m.Always).Select(m => m.Name));
        StackFacts.Read([Case.Value.Machine]).One("ST1114", "replaces open(2)");
    }

    [Fact]
    public void Second_log_alone_finds_the_same_caller_behind_a_leftover_of_the_kernel()
    {
        Finding caller = StackFacts.Read([Case.Value.Machine]).One("ST1101", "new_sys_kill+0x5c [dirpro]");
        Assert.Contains("RSP+0x58", caller.English(), StringComparison.Ordinal);
        Assert.Equal(FrameJudgement.Stale, Case.Value.Machine.Frames[0].Judged);
    }

    [Fact]
    public void Every_claim_reads_in_both_languages()
    {
        foreach (Finding finding in Findings.Concat(Case.Value.Comparison.Findings).Concat(StackFacts.Read([Case.Value.Machine])))
        {
            Assert.DoesNotContain("«", finding.English(), StringComparison.Ordinal);
            Assert.Contains(finding.Claim.Render(Language.Chinese), c => c > '\u4e00');
            Assert.NotNull(FindingCatalogue.Find(finding.Id));
            Assert.NotEmpty(finding.CheckYourself);
        }
    }
}
