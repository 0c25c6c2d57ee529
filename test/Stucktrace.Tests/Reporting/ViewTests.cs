using Stucktrace.Reporting;
using Stucktrace.Reporting.View;

namespace Stucktrace.Tests.Reporting;

public class ViewTests
{
    [Fact]
    public void SedCommandsOfOneFileBecomeOne() => Assert.Equal(
        ["sed -n '1p;7p' a.log", "crash> bt", "sed -n '2p' b.log"],
        Commands.Joined(["sed -n '1p' a.log", "crash> bt", "sed -n '7p' a.log", "sed -n '2p' b.log"]));

    [Fact]
    public void OfALongListOnlyWhatTheClaimNamesIsQuoted()
    {
        string line = "Modules linked in: " + string.Join(' ', Enumerable.Range(0, 60).Select(i => $"mod{i}")) + " dirpro(U) " + string.Join(' ', Enumerable.Range(60, 60).Select(i => $"mod{i}"));
        string excerpt = Excerpt.Of(line, "dirpro is not part of the kernel's own build", 180);
        Assert.StartsWith("Modules linked in: ", excerpt, StringComparison.Ordinal);
        Assert.Contains(" dirpro(U) ", excerpt, StringComparison.Ordinal);
        Assert.True(excerpt.Length < 120, excerpt);
        Assert.Equal(line, Excerpt.Of(line, "nothing of it", 180));
        Assert.Equal("short", Excerpt.Of("short", "dirpro", 180));
    }

    [Fact]
    public void TheTimelineIsInOrderAndFoldsRepeats()
    {
        DiagnosisResult result = HandMade.FoundingCase();
        result = result with { Reports = [.. result.Reports, HandMade.Lockup with { Id = "r9", SameAs = "r1" }] };
        IReadOnlyList<EventView> rows = new DiagnosisView(result, Language.English).Timeline;
        Assert.Equal([null, "r1", "r2", "r3"], rows.Select(r => r.Report));
        Assert.Equal("05-23 18:35:19", rows[0].Time);
        Assert.Equal(1, rows[1].Repeats);
    }

    [Fact]
    public void VictimsAreNamedOnceAndNotClearedAgainOnTheFirstScreen()
    {
        DiagnosisView view = new(HandMade.FoundingCase(), Language.English);
        Assert.Equal("crond[28259]", view.Facts.Single(f => f.Name == "victims").Text);
        Assert.Equal("syshook_linux", view.Facts.Single(f => f.Name == "cleared").Text);
    }
}
