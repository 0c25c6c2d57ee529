using System.Net;
using System.Text.Json;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Web;

/// <summary>Whenever the application dies, its store is whole at the next start, and what was being made is made.</summary>
public sealed class KilledServerTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stucktrace-killed");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    static byte[] Sample(string name) => File.ReadAllBytes(Checkout.Sample("dirpro", name));

    [Fact]
    public async Task KilledInTheMiddleOfUploadsItKeepsThoseThatWereAnswered()
    {
        List<string> answered = [];
        for (int round = 0; round < 4; round++)
        {
            using ServerProcess server = await ServerProcess.StartAsync(_folder.FullName);
            Task[] uploads = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                try
                {
                    while (true)
                    {
                        using HttpResponseMessage answer = await server.Client.PostAsync("/api/cases", RunningApplication.Form(("a.log", Sample("messages.log")), ("b.ko", Sample("dirpro.ko"))), Stop);
                        using JsonDocument entry = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
                        lock (answered)
                            answered.Add(entry.RootElement.GetProperty("id").GetString()!);
                    }
                }
                catch (Exception e) when (e is HttpRequestException or JsonException or IOException)
                {
                    // Killed.
                }
            }))];
            int before = answered.Count;
            while (answered.Count < before + 3)
                await Task.Delay(10, Stop);
            server.Kill();
            await Task.WhenAll(uploads);
        }

        await using RunningApplication application = await RunningApplication.StartAsync(folder: _folder.FullName);
        Assert.True(answered.Count >= 12);
        foreach (string id in answered)
            Assert.Equal(2, (await application.JsonAsync($"/api/cases/{id}")).GetProperty("files").GetArrayLength());

        // What lies on disk is what the store names, byte for byte.
        string[] folders = [.. Directory.GetDirectories(Path.Combine(_folder.FullName, "cases")).Select(f => Path.GetFileName(f)!)];
        Assert.Equal((await application.JsonAsync("/api/cases")).GetProperty("total").GetInt32(), folders.Length);
        foreach (string id in folders)
        {
            Assert.Equal(Sample("messages.log"), await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, "cases", id, "files", "1"), Stop));
            Assert.Equal(Sample("dirpro.ko"), await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, "cases", id, "files", "2"), Stop));
        }

        // None of the uploads that were broken off left anything: only analyses have folders there.
        Assert.All(application.Leftovers, l => Assert.True(Directory.Exists(Path.Combine(l, "inputs")) || !Directory.Exists(l)));
    }

    [Fact]
    public async Task KilledInTheMiddleOfAnAnalysisItTakesItUpAgain()
    {
        string id;
        using (ServerProcess server = await ServerProcess.StartAsync(_folder.FullName))
        {
            id = await UploadFoundingCaseAsync(server);
            await RunningAsync(server, id);
            server.Kill();
        }

        await using RunningApplication application = await RunningApplication.StartAsync(folder: _folder.FullName);
        JsonElement entry = await application.DoneAsync(id);
        Assert.Equal("done", entry.GetProperty("analyses")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task StoppedInTheMiddleOfAnAnalysisItLosesNothingAndCountsNoAttempt()
    {
        string id;
        for (int round = 0; round < 4; round++)
        {
            using ServerProcess server = await ServerProcess.StartAsync(_folder.FullName);
            id = await UploadFoundingCaseAsync(server);
            await RunningAsync(server, id);
            Assert.Equal(0, await server.StopAsync());
        }

        await using RunningApplication application = await RunningApplication.StartAsync(folder: _folder.FullName);
        JsonElement list = await application.JsonAsync("/api/cases");
        Assert.Equal(4, list.GetProperty("total").GetInt32());
        foreach (JsonElement entry in list.GetProperty("cases").EnumerateArray())
            Assert.Equal("done", (await application.DoneAsync(entry.GetProperty("id").GetString()!)).GetProperty("analyses")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task AnAnalysisThatKillsTheApplicationAgainAndAgainIsGivenUp()
    {
        string? id = null;
        for (int round = 0; round < 3; round++)
        {
            using ServerProcess server = await ServerProcess.StartAsync(_folder.FullName);
            id ??= await UploadFoundingCaseAsync(server);
            await RunningAsync(server, id);
            server.Kill();
        }

        await using RunningApplication application = await RunningApplication.StartAsync(folder: _folder.FullName);
        JsonElement analysis = (await application.DoneAsync(id!)).GetProperty("analyses")[0];
        Assert.Equal("failed", analysis.GetProperty("state").GetString());
        Assert.Contains("several times", analysis.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await application.Client.PostAsync($"/api/cases/{id}/analyses", null, Stop)).StatusCode);
        Assert.Equal("done", (await application.DoneAsync(id!)).GetProperty("analyses")[1].GetProperty("state").GetString());
    }

    [Fact]
    public async Task AnUploadOfAnySizeTakesTheSameMemory()
    {
        const int Megabytes = 512;
        using ServerProcess server = await ServerProcess.StartAsync(_folder.FullName);
        await UploadFoundingCaseAsync(server);
        long before = server.PeakBytes;
        MultipartFormDataContent form = new() { { new DumpOfZeroes(Megabytes), "file", "vmcore" } };
        using HttpResponseMessage answer = await server.Client.PostAsync("/api/cases", form, Stop);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.InRange(server.PeakBytes - before, 0, 64 << 20);
    }

    static async Task<string> UploadFoundingCaseAsync(ServerProcess server)
    {
        using HttpResponseMessage answer = await server.Client.PostAsync("/api/cases", RunningApplication.Form(("messages.log", Sample("messages.log")), ("dirpro.ko", Sample("dirpro.ko"))), Stop);
        using JsonDocument entry = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        return entry.RootElement.GetProperty("id").GetString()!;
    }

    static async Task RunningAsync(ServerProcess server, string id)
    {
        while (!(await server.Client.GetStringAsync($"/api/cases/{id}", Stop)).Contains("\"state\":\"running\"", StringComparison.Ordinal))
            await Task.Delay(5, Stop);
    }

    /// <summary>The header of a kdump-compressed dump, and nothing but zeroes behind it.</summary>
    sealed class DumpOfZeroes(int megabytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            byte[] block = new byte[1 << 20];
            "KDUMP   "u8.CopyTo(block);
            for (int i = 0; i < megabytes; i++)
            {
                await stream.WriteAsync(block);
                block.AsSpan(0, 8).Clear();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = (long)megabytes << 20;
            return true;
        }
    }
}
