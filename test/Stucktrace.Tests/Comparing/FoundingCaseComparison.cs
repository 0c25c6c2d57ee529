using Stucktrace.Reporting;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace.Tests.Comparing;

/// <summary>Facts 11 to 14 of the founding case, out of two signatures.</summary>
public class FoundingCaseComparison
{
    static readonly Lazy<ComparisonVerdict> Verdict = new(() => Cases.Compare(Cases.Production, Cases.Provoked));

    [Fact]
    public void Both_logs_show_the_same_failure()
    {
        Assert.Equal((FailureRelation.Same, Confidence.Strong), (Verdict.Value.Relation, Verdict.Value.Confidence));
        Assert.False(Verdict.Value.IsSameEvent);
        Assert.DoesNotContain(Verdict.Value.Points, p => p.Agreement == Agreement.Differ);
    }

    [Theory]
    [InlineData("kind", "soft-lockup", "soft-lockup")]
    [InlineData("class", "endless-list-walk", "endless-list-walk")]
    [InlineData("function", "get_process_name [dirpro]", "get_process_name [dirpro]")]
    [InlineData("offset", "+0x50", "+0x50")]
    [InlineData("caller", "new_sys_kill+0x5c [dirpro]", "new_sys_kill+0x5c [dirpro]")]
    [InlineData("caller-slot", "RSP+0x58", "RSP+0x58")]
    [InlineData("build", "0x3c8c", "0x3c8c")]
    [InlineData("registers", "RDI = RSI = RSP+0x690", "RDI = RSI = RSP+0x690")]
    [InlineData("current", "RCX = 0xffff8820684e4040", "RCX = 0xffff88013ba2cab0")]
    [InlineData("wanted", "RAX = 27388", "RAX = 11111")]
    public void Every_point_shows_both_values(string name, string first, string second)
    {
        ComparisonPoint point = Verdict.Value.Point(name);
        Assert.Equal((first, second, Agreement.Agree), (point.First, point.Second, point.Agreement));
        Assert.NotEmpty(point.FirstEvidence);
        Assert.NotEmpty(point.SecondEvidence);
    }

    [Fact]
    public void Fact_12_the_build_was_loaded_at_two_addresses() =>
        Assert.Contains("loaded at two addresses: from get_process_name+0x50 [dirpro] to new_sys_kill+0x5c [dirpro] it is 0x3c8c bytes in both", Verdict.Value.Why("build"), StringComparison.Ordinal);

    [Fact]
    public void Fact_13_a_known_pid_tells_what_the_register_is()
    {
        Assert.Contains("27388 and 11111", Verdict.Value.Why("wanted"), StringComparison.Ordinal);
        ComparisonVerdict told = FailureComparer.Compare(Cases.Of(Cases.Production), Cases.Of(Cases.Provoked) with { GivenPid = 11111 });
        Assert.Contains("RAX holds 11111 in the second, the very pid that it was provoked with: so RAX is the pid looked for, and in the first that was 27388", told.Why("wanted"), StringComparison.Ordinal);
        ComparisonVerdict wrong = FailureComparer.Compare(Cases.Of(Cases.Production), Cases.Of(Cases.Provoked) with { GivenPid = 11112 });
        Assert.DoesNotContain("provoked with", wrong.Why("wanted"), StringComparison.Ordinal);
    }

    [Fact]
    public void Fact_14_clears_what_was_absent_once() =>
        Assert.Contains(Verdict.Value.Notes, n => n.Render(Language.English).Contains("only third-party module present each time is dirpro. Absent at least once, and so cleared: resguard_linux, secmodel_linux, syshook_linux", StringComparison.Ordinal));

    [Fact]
    public void What_one_log_does_not_show_is_unknown()
    {
        ComparisonPoint chain = Verdict.Value.Point("chain");
        Assert.Equal((Agreement.Unknown, (string?)null), (chain.Agreement, chain.Second));
        Assert.Contains("may end too early", Verdict.Value.Why("chain"), StringComparison.Ordinal);
    }

    [Fact]
    public void Order_does_not_matter()
    {
        ComparisonVerdict turned = Cases.Compare(Cases.Provoked, Cases.Production);
        Assert.Equal((Verdict.Value.Relation, Verdict.Value.Confidence), (turned.Relation, turned.Confidence));
        Assert.Equal(Verdict.Value.Points.Select(p => (p.Name, p.Agreement)), turned.Points.Select(p => (p.Name, p.Agreement)));
    }

    [Fact]
    public void One_event_read_twice_confirms_nothing()
    {
        ComparisonVerdict itself = Cases.Compare(Cases.Production, Cases.Production);
        Assert.True(itself is { IsSame: true, IsSameEvent: true });
    }
}
