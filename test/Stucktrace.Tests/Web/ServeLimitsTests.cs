using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Stucktrace.Tests.Support;
using Stucktrace.Web.Application;

namespace Stucktrace.Tests.Web;

/// <summary>Each bound of the web application on both sides: what is just within is taken, what is just beyond is refused, and said why. The tests are named after the bounds.</summary>
public class ServeLimitsTests
{
    static readonly byte[] Log = "kernel: BUG: soft lockup - CPU#1 stuck for 67s! [a:1]\n"u8.ToArray();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static byte[] Text(int bytes) => [.. Enumerable.Repeat((byte)'a', bytes)];

    static async Task RefusesAsync(HttpStatusCode status, string says, Task<HttpResponseMessage> asked)
    {
        using HttpResponseMessage answer = await asked;
        string text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(says, text, StringComparison.Ordinal);
    }

    static Task<HttpResponseMessage> SendAsync(RunningApplication application, params (string, byte[])[] files) =>
        application.Client.PostAsync("/api/cases", RunningApplication.Form(files), Stop);

    static Task<RunningApplication> StartAsync(ServeLimits limits, string[] analysis) => RunningApplication.StartAsync(limits, change: s => s with { AnalysisCommand = analysis });

    [Fact]
    public void EveryBoundIsTestedHere()
    {
        string[] tests = [.. typeof(ServeLimitsTests).GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() is not null).Select(m => m.Name)];
        Assert.Empty(typeof(ServeLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name).Except(tests));
    }

    [Fact]
    public void TheUserPageTellsTheBoundsAsTheyAre()
    {
        ServeLimits limits = new();
        string page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "serve.md"));
        foreach (FormattableString told in (FormattableString[])[$"{limits.MaxFilesPerCase}, {limits.MaxCaseBytes >> 30} GiB together", $"{limits.MaxCases:N0}; all files {limits.MaxStoreBytes >> 40} TiB together; {limits.MinFreeBytes >> 20} MiB of the disk", $"{limits.MaxAnalysesPerCase} of a case; {limits.MaxWaiting:N0} waiting", $"{limits.MaxAnalysisTime.TotalHours} hours each", $"begun {limits.MaxAttempts} times", $"with {limits.MaxCompared:N0} cases", $"{limits.MaxUploads} uploads", $"{limits.MaxWatchers} browsers", $"{limits.MaxConnections} connections"])
            Assert.Contains(FormattableString.Invariant(told), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaxCaseBytes()
    {
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MaxCaseBytes = 1000 });
        string id = await application.UploadAsync(("a", Text(600)), ("b", Text(399)));
        await RefusesAsync(HttpStatusCode.RequestEntityTooLarge, "1.0 kB", SendAsync(application, ("a", Text(600)), ("b", Text(401))));
        await RefusesAsync(HttpStatusCode.RequestEntityTooLarge, "1.0 kB", application.Client.PostAsync($"/api/cases/{id}/files", RunningApplication.Form(("c", Text(2))), Stop));
        using HttpResponseMessage full = await application.Client.PostAsync($"/api/cases/{id}/files", RunningApplication.Form(("c", Text(1))), Stop);
        Assert.Equal(HttpStatusCode.OK, full.StatusCode);
    }

    [Fact]
    public async Task MaxStoreBytes()
    {
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MaxStoreBytes = 1500 });
        string first = await application.UploadAsync(("a", Text(1000)));
        await RefusesAsync(HttpStatusCode.InsufficientStorage, "1.5 kB", SendAsync(application, ("a", Text(501))));
        await application.UploadAsync(("a", Text(500)));
        await RefusesAsync(HttpStatusCode.InsufficientStorage, "Delete cases first", SendAsync(application, ("a", Text(1))));

        // What is deleted makes room.
        Assert.Equal(HttpStatusCode.NoContent, (await application.Client.DeleteAsync($"/api/cases/{first}", Stop)).StatusCode);
        await application.UploadAsync(("a", Text(1000)));
    }

    [Fact]
    public async Task MinFreeBytes()
    {
        // Others write to the disk meanwhile: a gigabyte to either side of what is free.
        const long Gigabyte = 1L << 30;
        long free = new DriveInfo(Path.GetTempPath()).AvailableFreeSpace;
        await using (RunningApplication scarce = await RunningApplication.StartAsync(new ServeLimits { MinFreeBytes = free + Gigabyte }))
        {
            await RefusesAsync(HttpStatusCode.InsufficientStorage, "The disk has less than", SendAsync(scarce, ("a", Log)));
            Assert.Empty(scarce.Leftovers);
        }

        await using RunningApplication ample = await RunningApplication.StartAsync(new ServeLimits { MinFreeBytes = Math.Max(0, free - Gigabyte) });
        await ample.UploadAsync(("a", Log));
    }

    [Fact]
    public async Task MaxFilesPerCase()
    {
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MaxFilesPerCase = 2 });
        string id = await application.UploadAsync(("a", Log), ("b", Log));
        await RefusesAsync(HttpStatusCode.RequestEntityTooLarge, "A case may have 2 files", SendAsync(application, ("a", Log), ("b", Log), ("c", Log)));
        await RefusesAsync(HttpStatusCode.RequestEntityTooLarge, "A case may have 2 files", application.Client.PostAsync($"/api/cases/{id}/files", RunningApplication.Form(("c", Log)), Stop));
    }

    [Fact]
    public async Task MaxCases()
    {
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MaxCases = 2 });
        string first = await application.UploadAsync(("a", Log));
        await application.UploadAsync(("a", Log));
        await RefusesAsync(HttpStatusCode.InsufficientStorage, "holds 2 cases", SendAsync(application, ("a", Log)));
        Assert.Equal(HttpStatusCode.NoContent, (await application.Client.DeleteAsync($"/api/cases/{first}", Stop)).StatusCode);
        await application.UploadAsync(("a", Log));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    public async Task MaxCompared(int most, int related)
    {
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MaxCompared = most, Workers = 1 });
        string id = string.Empty;
        for (int i = 0; i < 3; i++)
            await application.DoneAsync(id = await application.UploadAsync(("messages.log", await File.ReadAllBytesAsync(Checkout.Sample("dirpro", "messages.log"), Stop))));
        string page = await application.Client.GetStringAsync($"/cases/{id}", Stop);
        Assert.Equal(related + 1, page.Split("/compare?case=").Length);
    }

    [Fact]
    public async Task MaxAnalysesPerCase()
    {
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MaxAnalysesPerCase = 2 });
        string id = await application.UploadAsync(("a", Log));
        using (HttpResponseMessage second = await application.Client.PostAsync($"/api/cases/{id}/analyses", null, Stop))
            Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        await RefusesAsync(HttpStatusCode.Conflict, "has 2 analyses", application.Client.PostAsync($"/api/cases/{id}/analyses", null, Stop));
        await RefusesAsync(HttpStatusCode.Conflict, "has 2 analyses", application.Client.PostAsync($"/api/cases/{id}/files", RunningApplication.Form(("b", Log)), Stop));
    }

    [Fact]
    public async Task MaxWaiting()
    {
        await using RunningApplication application = await StartAsync(new ServeLimits { Workers = 1, MaxWaiting = 2 }, StandInAnalysis.Endless);
        string first = await application.UploadAsync(("a", Log));
        await RunningAsync(application, first);
        await application.UploadAsync(("a", Log));
        await application.UploadAsync(("a", Log));
        await RefusesAsync(HttpStatusCode.ServiceUnavailable, "2 analyses are waiting", SendAsync(application, ("a", Log)));
        await RefusesAsync(HttpStatusCode.ServiceUnavailable, "2 analyses are waiting", application.Client.PostAsync($"/api/cases/{first}/analyses", null, Stop));
    }

    [Fact]
    public async Task MaxUploads()
    {
        // The second of two goes on beside one that has stopped half way; the third waits until there is room for it.
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MaxUploads = 2 });
        PausedContent one = new(Text(1 << 20)), two = new(Text(1 << 20));
        Task<HttpResponseMessage> first = application.Client.PostAsync("/api/cases", new MultipartFormDataContent { { one, "file", "a" } }, Stop);
        await UploadsAsync(application, 1);
        await application.UploadAsync(("b", Text(100)));
        Task<HttpResponseMessage> second = application.Client.PostAsync("/api/cases", new MultipartFormDataContent { { two, "file", "c" } }, Stop);
        await UploadsAsync(application, 2);
        Task<HttpResponseMessage> third = SendAsync(application, ("d", Text(100)));
        Assert.NotSame(third, await Task.WhenAny(third, Task.Delay(300, Stop)));
        one.GoOn();
        using (HttpResponseMessage answer = await third)
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        two.GoOn();
        foreach (Task<HttpResponseMessage> upload in (Task<HttpResponseMessage>[])[first, second])
        {
            using HttpResponseMessage answer = await upload;
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
    }

    [Fact]
    public async Task MaxConnections()
    {
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MaxConnections = 2 });
        using (TcpClient one = await ConnectAsync(application))
        using (TcpClient two = await ConnectAsync(application))
        {
            Assert.StartsWith("HTTP/1.1 200", await AskAsync(one), StringComparison.Ordinal);
            Assert.StartsWith("HTTP/1.1 200", await AskAsync(two), StringComparison.Ordinal);
            using TcpClient three = await ConnectAsync(application);
            Assert.Equal(string.Empty, await AskAsync(three));
        }

        // The application learns of the end of a connection a moment after its client.
        string answer = string.Empty;
        for (int i = 0; i < 100 && answer.Length == 0; i++)
        {
            await Task.Delay(50, Stop);
            using TcpClient again = await ConnectAsync(application);
            answer = await AskAsync(again);
        }

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Workers(int workers)
    {
        await using RunningApplication application = await StartAsync(new ServeLimits { Workers = workers }, StandInAnalysis.Endless);
        string[] cases = [await application.UploadAsync(("a", Log)), await application.UploadAsync(("a", Log)), await application.UploadAsync(("a", Log))];
        for (int i = 0; i < workers; i++)
            await RunningAsync(application, cases[i]);
        Assert.Equal("waiting", await StateAsync(application, cases[workers]));
    }

    [Fact]
    public async Task MaxAnalysisBytes()
    {
        (string, byte[])[] files = [("messages.log", await File.ReadAllBytesAsync(Checkout.Sample("dirpro", "messages.log"), Stop)), ("dirpro.ko", await File.ReadAllBytesAsync(Checkout.Sample("dirpro", "dirpro.ko"), Stop))];
        await using (RunningApplication ample = await RunningApplication.StartAsync(new ServeLimits { MaxAnalysisBytes = 512 << 20 }))
            Assert.Equal("done", Analysis(await ample.DoneAsync(await ample.UploadAsync(files))).GetProperty("state").GetString());
        await using RunningApplication scarce = await RunningApplication.StartAsync(new ServeLimits { MaxAnalysisBytes = 4 << 20 });
        JsonElement failed = Analysis(await scarce.DoneAsync(await scarce.UploadAsync(files)));
        Assert.Contains("died over these files", failed.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Empty(scarce.Leftovers);
    }

    [Fact]
    public async Task MaxAnalysisTime()
    {
        await using (RunningApplication patient = await RunningApplication.StartAsync(new ServeLimits { MaxAnalysisTime = TimeSpan.FromMinutes(5) }))
            Assert.Equal("done", Analysis(await patient.DoneAsync(await patient.UploadAsync(("a", Log)))).GetProperty("state").GetString());
        await using RunningApplication hurried = await StartAsync(new ServeLimits { MaxAnalysisTime = TimeSpan.FromMilliseconds(200) }, StandInAnalysis.Endless);
        JsonElement failed = Analysis(await hurried.DoneAsync(await hurried.UploadAsync(("a", Log))));
        Assert.Contains("took longer than it may", failed.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Empty(hurried.Leftovers);
    }

    [Theory]
    [InlineData(1, "running")]
    [InlineData(2, "failed")]
    public async Task MaxAttempts(int deaths, string expected)
    {
        // A copy of the store while an analysis runs is what a death leaves behind; KilledServerTests kill for real.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("stucktrace-attempts");
        try
        {
            ServeLimits limits = new() { Workers = 1, MaxAttempts = 2 };
            string? id = null, found = null;
            for (int i = 0; i <= deaths; i++)
            {
                DirectoryInfo copy = new(Path.Combine(folder.FullName, $"{i}"));
                if (i == 0)
                    copy.Create();
                await using RunningApplication application = await RunningApplication.StartAsync(limits, copy.FullName, s => s with { AnalysisCommand = StandInAnalysis.Endless });
                id ??= await application.UploadAsync(("a", Log));
                while ((found = await StateAsync(application, id)) is not ("running" or "failed"))
                    await Task.Delay(20, Stop);
                Directory.CreateDirectory(Path.Combine(folder.FullName, $"{i + 1}"));
                foreach (string file in Directory.GetFiles(copy.FullName, "stucktrace.db*"))
                    File.Copy(file, Path.Combine(folder.FullName, $"{i + 1}", Path.GetFileName(file)));
            }

            Assert.Equal(expected, found);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task MaxWatchers()
    {
        await using RunningApplication application = await StartAsync(new ServeLimits { MaxWatchers = 1 }, StandInAnalysis.Endless);
        string id = await application.UploadAsync(("a", Log));
        using (HttpResponseMessage first = await WatchAsync())
        {
            Assert.Equal("text/event-stream", first.Content.Headers.ContentType?.MediaType);
            await RefusesAsync(HttpStatusCode.ServiceUnavailable, "1 browser is watching", WatchAsync());
        }

        // The application learns that a browser is gone when it next has something to tell.
        HttpStatusCode later = HttpStatusCode.ServiceUnavailable;
        for (int i = 0; i < 100 && later == HttpStatusCode.ServiceUnavailable; i++)
        {
            await Task.Delay(50, Stop);
            using HttpResponseMessage again = await WatchAsync();
            later = again.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, later);

        Task<HttpResponseMessage> WatchAsync() => application.Client.GetAsync($"/api/cases/{id}/events", HttpCompletionOption.ResponseHeadersRead, Stop);
    }

    [Fact]
    public async Task MaxFormBytes()
    {
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MaxFormBytes = 1000 });
        string id = await application.UploadAsync(("a", Log));

        // Forms without files as a whole, and one field of a form with files. Within the bound it is the missing token that is told of.
        await RefusesAsync(HttpStatusCode.Forbidden, "out of date", application.Client.PostAsync($"/cases/{id}/delete", Plain(1000), Stop));
        await RefusesAsync(HttpStatusCode.RequestEntityTooLarge, "The request is larger", application.Client.PostAsync($"/cases/{id}/delete", Plain(1001), Stop));
        using (HttpResponseMessage taken = await application.Client.PostAsync("/api/cases", Field(1000), Stop))
            Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        await RefusesAsync(HttpStatusCode.RequestEntityTooLarge, "may have 1000 bytes", application.Client.PostAsync("/api/cases", Field(1001), Stop));

        static StringContent Plain(int bytes) => new("a=" + new string('x', bytes - 2), Encoding.UTF8, "application/x-www-form-urlencoded");

        static MultipartFormDataContent Field(int bytes) => new() { { new StringContent(new string('x', bytes)), "note" }, { new ByteArrayContent(Log), "file", "a" } };
    }

    [Theory]
    [InlineData(10_000, "done")]
    [InlineData(10_001, "failed")]
    public async Task MaxResultBytes(int bytes, string expected)
    {
        await using RunningApplication application = await StartAsync(new ServeLimits { MaxResultBytes = 10_000 }, StandInAnalysis.Writing(bytes));
        JsonElement analysis = Analysis(await application.DoneAsync(await application.UploadAsync(("a", Log))));
        Assert.Equal(expected, analysis.GetProperty("state").GetString());
        if (expected == "failed")
            Assert.Contains("larger than may be kept", analysis.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Empty(application.Leftovers);
    }

    [Fact]
    public async Task MaxManifestBytes()
    {
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MaxManifestBytes = 1000 });
        string list = ArchiveTests.Manifest(Log);
        using (HttpResponseMessage taken = await application.Client.PostAsync("/api/import", new ByteArrayContent(ArchiveTests.Archive(list.PadRight(1000), "files/1", Log)), Stop))
            Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        await RefusesAsync(HttpStatusCode.UnprocessableEntity, "not an archive that Stucktrace exported", application.Client.PostAsync("/api/import", new ByteArrayContent(ArchiveTests.Archive(list.PadRight(1001), "files/1", Log)), Stop));
    }

    [Fact]
    public async Task MaxSearchCharacters()
    {
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MaxSearchCharacters = 10 });
        Assert.Equal(HttpStatusCode.OK, (await application.Client.GetAsync($"/?q={new string('a', 10)}&same={new string('b', 40)}", Stop)).StatusCode);
        await RefusesAsync(HttpStatusCode.BadRequest, "may have 10 characters", application.Client.GetAsync($"/?q={new string('a', 11)}", Stop));
        await RefusesAsync(HttpStatusCode.BadRequest, "may have 10 characters", application.Client.GetAsync($"/api/cases?same={new string('a', 41)}", Stop));
    }

    [Fact]
    public async Task PageSize()
    {
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { PageSize = 2 });
        await application.UploadAsync(("a", Log));
        await application.UploadAsync(("a", Log));
        Assert.DoesNotContain("rel=\"next\"", await application.Client.GetStringAsync("/", Stop), StringComparison.Ordinal);
        await application.UploadAsync(("a", Log));
        Assert.Contains("rel=\"next\"", await application.Client.GetStringAsync("/", Stop), StringComparison.Ordinal);
        JsonElement first = await application.JsonAsync("/api/cases"), second = await application.JsonAsync("/api/cases?offset=2");
        Assert.Equal((3, 2, 1), (first.GetProperty("total").GetInt32(), first.GetProperty("cases").GetArrayLength(), second.GetProperty("cases").GetArrayLength()));
    }

    static JsonElement Analysis(JsonElement entry) => entry.GetProperty("analyses")[0];

    static async Task<string> StateAsync(RunningApplication application, string id) => Analysis(await application.JsonAsync($"/api/cases/{id}")).GetProperty("state").GetString()!;

    static async Task RunningAsync(RunningApplication application, string id)
    {
        while (await StateAsync(application, id) != "running")
            await Task.Delay(20, Stop);
    }

    // Folders of uploads hold files of their own; those of analyses, links in a folder.
    static async Task UploadsAsync(RunningApplication application, int count)
    {
        while (application.Leftovers.Count(l => File.Exists(Path.Combine(l, "0"))) != count)
            await Task.Delay(20, Stop);
    }

    static async Task<TcpClient> ConnectAsync(RunningApplication application)
    {
        TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, application.Server.Address.Port, Stop);
        return client;
    }

    // The beginning of the answer; empty when the connection is closed.
    static async Task<string> AskAsync(TcpClient client)
    {
        byte[] answer = new byte[64];
        try
        {
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /api/cases HTTP/1.1\r\nHost: {client.Client.RemoteEndPoint}\r\n\r\n"), Stop);
            return Encoding.ASCII.GetString(answer, 0, await stream.ReadAsync(answer, Stop));
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
