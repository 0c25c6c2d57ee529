using System.Globalization;
using System.Text.Json;
using Stucktrace.Reporting;
using Stucktrace.Termination;
using Stucktrace.Termination.Live;

namespace Stucktrace.Tests.Termination.Live;

/// <summary>The proof on real dumps, against what is known of them.</summary>
public class LiveDumpTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    public void TheWalkNeverEnds(string name)
    {
        using LabDump dump = LabDump.Open(name);
        LiveStudy study = dump.Study();
        output.WriteLine(study.Headline.Render(Language.English));
        foreach (Formats.Message fact in study.Facts)
            output.WriteLine(fact.Render(Language.English));
        foreach (var release in study.ReleasedBy)
            output.WriteLine($"{release.What.Render(Language.English)} - {release.Who.Render(Language.English)} ({release.Words})");
        Assert.Equal(LiveVerdict.NeverEnds, study.Verdict);
        Assert.Equal(65, study.Outcome.Period);
        Assert.True(ProofChecker.Check(study.Outcome.Certificate!).IsAccepted);
        Assert.Equal(("get_process_name", "dirpro_rcu"), (study.Function, study.Module));

        JsonElement walk = dump.Truth.GetProperty("walk");
        LiveList list = study.List!;
        Assert.Equal((ListShape.Rho, true, "task_struct.tasks.next"), (list.Shape, list.IsTasks, list.Field));
        Assert.Equal(walk.GetProperty("cycle_length").GetInt32(), list.Ring.Length);
        Assert.Equal(dump.Hex("task"), list.Tail[0].Object);
        Assert.Equal(Named(walk, "thread.tasks.next"), (list.Tail[1].Name, list.Tail[1].Object));
        Assert.True(list.Tail[1].IsUnlinked);
        Assert.Equal(Named(walk, "cursor"), (study.Cursor!.Name, study.Cursor.Object));
        Assert.Equal(dump.Hex("cursor"), study.Cursor.Object);
        Assert.Equal(dump.Hex("current"), study.Task!.Address);
        Assert.Contains(list.Ring, n => n.Object == study.Task.Leader);
        Assert.Equal((ulong)dump.Truth.GetProperty("target_pid").GetInt32(), study.Wanted!.Value);
        Assert.Equal("task_struct.pid", study.Wanted.Field);
    }

    static (string? Name, ulong Object) Named(JsonElement walk, string name)
    {
        string text = walk.GetProperty(name).GetString()!;
        int at = text.LastIndexOf(" 0x", StringComparison.Ordinal);
        return (text[..at], ulong.Parse(text[(at + 3)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
