using System.Text.Json;
using Stucktrace.Formats.IO;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Tests.Comparing;
using Stucktrace.Tests.Support;
using Stucktrace.Web.Storage;

namespace Stucktrace.Tests.Web;

/// <summary>Groups of cases say nothing else than comparing two of them does.</summary>
public sealed class GroupTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stucktrace-groups");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    CaseStore Open() => CaseStore.Open(Path.Combine(_folder.FullName, "stucktrace.db"), TimeProvider.System);

    static string Add(CaseStore store, FailureSignature? signature)
    {
        string id = StoreFolder.NewId();
        store.Create(id, [new CaseFile(1, "a", InputKind.KernelLog, 1, "00")], [1]);
        store.Sign(id, signature);
        return id;
    }

    /// <summary>Groups and relations of a store beside what comparing each two of its cases says.</summary>
    static void AssertAsCompared(CaseStore store, params string[] cases)
    {
        Dictionary<string, string> group = store.Groups(100).SelectMany(g => store.List(new CaseQuery("", "", g.Same, 1_000, 0)).Cases.Select(c => (c.Id, g.Same))).ToDictionary(p => p.Id, p => p.Same, StringComparer.Ordinal);
        foreach (string one in cases)
        {
            string[] related = [.. store.Related(one, 100).Select(c => c.Id)];
            foreach (string two in cases.Where(c => c != one))
            {
                bool same = store.Signature(one) is { } first && store.Signature(two) is { } second && FailureComparer.Compare(first, second).IsSame;
                Assert.Equal(same, related.Contains(two));
                if (group.TryGetValue(one, out string? of) && of == group.GetValueOrDefault(two))
                    Assert.True(same);
            }
        }
    }

    [Fact]
    public void TwoBuildsThatALogFitsBothAreNotPutTogether()
    {
        FailureSignature log = Cases.Of(Cases.Production), other = Cases.Of(Cases.Provoked);
        using CaseStore store = Open();
        string[] cases =
        [
            Add(store, log),
            Add(store, log with { Build = new BuildSignature("aaaa", null) }),
            Add(store, log with { Build = new BuildSignature("bbbb", null) }),
            Add(store, other),
            Add(store, other with { Build = new BuildSignature("bbbb", null) }),
            Add(store, null),
            Add(store, log with { Incident = null }),
        ];
        AssertAsCompared(store, cases);
        Assert.False(FailureComparer.Compare(store.Signature(cases[1])!, store.Signature(cases[2])!).IsSame);
        Assert.Equal([3, 2], store.Groups(100).Select(g => g.Cases));

        // The case with the second build is told again as one of the first; then one is deleted.
        store.Sign(cases[2], log with { Build = new BuildSignature("aaaa", null) });
        AssertAsCompared(store, cases);
        Assert.Equal(4, store.Groups(100)[0].Cases);
        store.Delete(cases[0]);
        AssertAsCompared(store, cases[1..]);
        Assert.Empty(store.Related(cases[5], 10));
    }

    [Fact]
    public void TheLabsFailuresAreGroupedAsTheyCompare()
    {
        string[] logs = [.. Directory.GetFiles(Checkout.Shared("lab", "logs"), "*.txt").Order(StringComparer.Ordinal)];
        using CaseStore store = Open();
        string[] cases = [.. logs.Concat(logs).Append(Cases.Production).Append(Cases.Provoked).Select(l => Add(store, Cases.Of(l)))];
        AssertAsCompared(store, cases);
        Assert.True(store.Groups(100).Length >= 5);
    }

    [Fact]
    public async Task CasesOfAnOlderStoreAreComparedAtTheNextStart()
    {
        string one, two;
        await using (RunningApplication application = await RunningApplication.StartAsync(folder: _folder.FullName))
        {
            one = await application.UploadAsync(("messages.log", await File.ReadAllBytesAsync(Checkout.Sample("dirpro", "messages.log"), Stop)));
            two = await application.UploadAsync(("vmcore-dmesg.txt", await File.ReadAllBytesAsync(Checkout.Sample("dirpro", "vmcore-dmesg.txt"), Stop)));
            await application.DoneAsync(one);
            await application.DoneAsync(two);
        }

        StoreTests.Downgrade(Path.Combine(_folder.FullName, "stucktrace.db"));
        await using RunningApplication again = await RunningApplication.StartAsync(folder: _folder.FullName);
        JsonElement group = Assert.Single((await again.JsonAsync("/api/groups")).GetProperty("groups").EnumerateArray());
        Assert.Equal(2, group.GetProperty("cases").GetInt32());
        Assert.Equal("same", (await again.JsonAsync($"/api/compare?a={one}&b={two}")).GetProperty("relation").GetString());
    }
}
