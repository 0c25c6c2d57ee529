using System.Net;
using System.Text.Json;
using Stucktrace.Tests.Support;
using Stucktrace.Web.Application;

namespace Stucktrace.Tests.Web;

/// <summary>Files come in whole or not at all, within the limits.</summary>
public class UploadTests
{
    static readonly byte[] Log = "kernel: BUG: soft lockup - CPU#1 stuck for 67s! [a:1]\n"u8.ToArray();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static byte[] Sample(string name) => File.ReadAllBytes(Checkout.Sample("dirpro", name));

    [Fact]
    public async Task AModuleAddedLaterRaisesTheConfidenceAndBothResultsStay()
    {
        await using RunningApplication application = await RunningApplication.StartAsync();
        string id = await application.UploadAsync(("vmcore-dmesg.txt", Sample("vmcore-dmesg.txt")));
        JsonElement first = (await application.DoneAsync(id)).GetProperty("analyses")[0].GetProperty("result");
        using HttpResponseMessage answer = await application.Client.PostAsync($"/api/cases/{id}/files", RunningApplication.Form(("dirpro.ko", Sample("dirpro.ko"))), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        JsonElement entry = await application.DoneAsync(id);
        Assert.Equal(["vmcore-dmesg.txt", "dirpro.ko"], entry.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        JsonElement second = entry.GetProperty("analyses")[1].GetProperty("result");
        Assert.Equal(JsonValueKind.Null, first.GetProperty("loopIdentity").ValueKind);
        Assert.Equal(JsonValueKind.String, second.GetProperty("loopIdentity").ValueKind);
        foreach (int number in (int[])[1, 2])
        {
            // The report calls the files as the user does, not as they lie in the store.
            JsonElement report = await application.JsonAsync($"/api/cases/{id}/analyses/{number}/report.json");
            Assert.Equal(["vmcore-dmesg.txt", .. number == 2 ? ["dirpro.ko"] : Array.Empty<string>()], report.GetProperty("inputs").EnumerateArray().Select(i => i.GetProperty("path").GetString()));
            Assert.DoesNotContain(application.Folder, report.GetRawText(), StringComparison.Ordinal);
        }

        using HttpResponseMessage proof = await application.Client.GetAsync($"/api/cases/{id}/analyses/2/certificate.json", Stop);
        string path = Path.Combine(application.Folder, "proof.json");
        await File.WriteAllTextAsync(path, await proof.Content.ReadAsStringAsync(Stop), Stop);
        Assert.Equal(0, Stucktrace.Cli.Commands.CommandTree.Run(["verify", path], Stucktrace.Reporting.Language.English));
        Assert.Equal(HttpStatusCode.NotFound, (await application.Client.GetAsync($"/api/cases/{id}/analyses/1/certificate.json", Stop)).StatusCode);
    }

    [Theory]
    [InlineData("random", "it is neither text nor")]
    [InlineData("empty", "the file is empty")]
    [InlineData("picture", "it is neither text nor")]
    [InlineData("program", "")]
    [InlineData("lkcd", "older than kdump")]
    [InlineData("sadump", "makedumpfile makes a kdump of it")]
    public async Task WhatIsOfNoUseIsRefusedWithItsReason(string what, string says)
    {
        byte[] bytes = what switch
        {
            "random" => [.. Enumerable.Range(0, 4096).Select(i => (byte)((i * 2654435761) >> 13))],
            "empty" => [],
            "lkcd" => [0xed, 0x23, 0x8f, 0x61, 0x73, 1, 0x19, 0xa8, .. new byte[500]],
            "sadump" => [.. "sadump\0\0"u8, .. new byte[500]],
            "picture" => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Enumerable.Range(0, 400).Select(i => (byte)(i * 7))],
            _ => await File.ReadAllBytesAsync("/bin/ls", Stop),
        };
        await using RunningApplication application = await RunningApplication.StartAsync();
        using HttpResponseMessage recognised = await application.Client.PostAsync("/api/recognise", new ByteArrayContent(bytes), Stop);
        Assert.Contains("\"kind\":\"unknown\"", await recognised.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        // Even beside a file that is of use nothing is kept: a case never lacks a file without anybody knowing.
        using HttpResponseMessage answer = await application.Client.PostAsync("/api/cases", RunningApplication.Form(("a.log", Log), ("b.bin", bytes)), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        string told = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains("b.bin", told, StringComparison.Ordinal);
        Assert.Contains(says, told, StringComparison.Ordinal);
        Assert.Equal(0, (await application.JsonAsync("/api/cases")).GetProperty("total").GetInt32());
        Assert.Empty(application.Leftovers);
    }

    [Fact]
    public async Task LimitsHoldOnBothSides()
    {
        ServeLimits limits = new() { MaxCaseBytes = 1000, MaxStoreBytes = 1500, MaxFilesPerCase = 2, MaxAnalysesPerCase = 2, MaxCases = 2 };
        await using RunningApplication application = await RunningApplication.StartAsync(limits);
        byte[] text(int bytes) => [.. Enumerable.Repeat((byte)'a', bytes)];
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync("/api/cases", ("a", text(1001))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync("/api/cases", ("a", text(1)), ("b", text(1)), ("c", text(1))));
        string first = await application.UploadAsync(("a", text(500)), ("b", text(500)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync($"/api/cases/{first}/files", ("c", text(1))));
        Assert.Equal(HttpStatusCode.InsufficientStorage, await SendAsync("/api/cases", ("a", text(501))));
        string second = await application.UploadAsync(("a", text(500)));
        Assert.Equal(HttpStatusCode.InsufficientStorage, await SendAsync("/api/cases", ("a", text(1))));
        Assert.Equal(HttpStatusCode.Accepted, (await application.Client.PostAsync($"/api/cases/{second}/analyses", null, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await application.Client.PostAsync($"/api/cases/{second}/analyses", null, Stop)).StatusCode);

        // What is deleted makes room.
        Assert.Equal(HttpStatusCode.NoContent, (await application.Client.DeleteAsync($"/api/cases/{first}", Stop)).StatusCode);
        await application.UploadAsync(("a", text(1000)));

        async Task<HttpStatusCode> SendAsync(string path, params (string, byte[])[] files) => (await application.Client.PostAsync(path, RunningApplication.Form(files), Stop)).StatusCode;
    }

    [Fact]
    public async Task CasesAreFoundByWhatTheyAreAboutAndGroupedByTheirLoop()
    {
        await using RunningApplication application = await RunningApplication.StartAsync();
        string one = await application.UploadAsync(("messages.log", Sample("messages.log")), ("dirpro.ko", Sample("dirpro.ko")));
        string two = await application.UploadAsync(("vmcore-dmesg.txt", Sample("vmcore-dmesg.txt")), ("dirpro.ko", Sample("dirpro.ko")));
        string other = await application.UploadAsync(("other%.log", Log));
        foreach (string id in (string[])[one, two, other])
            await application.DoneAsync(id);
        Assert.Equal([one, two], await FoundAsync("q=get_process"));
        Assert.Equal([one, two], await FoundAsync("q=DIRPRO&field=module"));
        Assert.Empty(await FoundAsync("q=dirpro&field=kernel"));
        Assert.Equal([one], await FoundAsync("q=CTL_AH&field=host"));
        Assert.Equal([one, two], await FoundAsync("q=2.6.32-754&field=kernel"));
        Assert.Equal([one, two], await FoundAsync("q=endless-list&field=class"));
        Assert.Equal([other], await FoundAsync("q=other%25"));
        Assert.Equal(3, (await FoundAsync("q=")).Length);
        JsonElement group = Assert.Single((await application.JsonAsync("/api/groups")).GetProperty("groups").EnumerateArray());
        Assert.Equal(2, group.GetProperty("cases").GetInt32());
        Assert.Equal([one, two], await FoundAsync($"same={Uri.EscapeDataString(group.GetProperty("same").GetString()!)}"));
        Assert.Contains($"href=\"/cases/{two}\"", await application.Client.GetStringAsync($"/cases/{one}", Stop), StringComparison.Ordinal);

        using HttpResponseMessage tooLong = await application.Client.GetAsync($"/?q={new string('a', 201)}", Stop);
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await application.Client.GetAsync($"/?q={new string('a', 200)}", Stop)).StatusCode);

        async Task<string[]> FoundAsync(string query)
        {
            string[] all = [one, two, other];
            string[] found = [.. (await application.JsonAsync($"/api/cases?{query}")).GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];
            return [.. all.Where(found.Contains)];
        }
    }

    [Fact]
    public async Task FiftyUploadsAtOnceHalfOfThemBrokenOffLoseNoCaseAndLeaveNothingBehind()
    {
        await using RunningApplication application = await RunningApplication.StartAsync();
        byte[] large = [.. Enumerable.Repeat(Log, 4000).SelectMany(l => l)];
        bool[] kept = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            if (i % 2 == 0)
            {
                await application.UploadAsync(($"{i}.log", large));
                return true;
            }

            MultipartFormDataContent form = new() { { new BrokenContent(large, large.Length / 50 * i), "file", $"{i}.log" } };
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => application.Client.PostAsync("/api/cases", form, Stop));
            return false;
        }));
        JsonElement list = await application.JsonAsync("/api/cases");
        Assert.Equal(kept.Count(k => k), list.GetProperty("total").GetInt32());
        foreach (JsonElement entry in list.GetProperty("cases").EnumerateArray())
        {
            string file = Path.Combine(application.Folder, "cases", entry.GetProperty("id").GetString()!, "files", "1");
            Assert.Equal(large, await File.ReadAllBytesAsync(file, Stop));
        }

        // The server learns of the last broken connection a moment after its client. Analyses, which go on meanwhile, have folders with inputs.
        for (int i = 0; i < 100 && Uploads().Any(); i++)
            await Task.Delay(50, Stop);
        Assert.Empty(Uploads());
        Assert.Equal(25, Directory.GetDirectories(Path.Combine(application.Folder, "cases")).Length);

        IEnumerable<string> Uploads() => application.Leftovers.Where(l => Directory.Exists(l) && !Directory.Exists(Path.Combine(l, "inputs")));
    }

    /// <summary>A body that breaks off: the client dies.</summary>
    sealed class BrokenContent(byte[] bytes, int sent) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes.AsMemory(0, sent));
            await stream.FlushAsync();
            throw new IOException("the client died");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
