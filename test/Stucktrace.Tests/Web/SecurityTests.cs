using System.Net;
using System.Net.Http.Headers;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Web;

/// <summary>Who gets in, and what no client can do.</summary>
public sealed class SecurityTests : IAsyncLifetime
{
    RunningApplication _application = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _application = await RunningApplication.StartAsync();

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("192.0.2.7", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task AnswersToItsOwnNamesOnly(string host, HttpStatusCode expected)
    {
        foreach (string path in (string[])["/", "/api/cases", "/assets/app.css"])
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path) { Headers = { Host = $"{host}:{_application.Server.Address.Port}" } };
            Assert.Equal(expected, (await _application.Client.SendAsync(request, Stop)).StatusCode);
        }

        using HttpRequestMessage otherPort = new(HttpMethod.Get, "/") { Headers = { Host = $"{host}:1" } };
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await _application.Client.SendAsync(otherPort, Stop)).StatusCode);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task RefusesWhatAnotherSiteSends(string header, string value)
    {
        foreach (string path in (string[])["/api/cases", "/cases", "/api/recognise", "/import", "/api/import"])
        {
            using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = RunningApplication.Form(("a.log", "text"u8.ToArray())) };
            request.Headers.Add(header, value);
            Assert.Equal(HttpStatusCode.Forbidden, (await _application.Client.SendAsync(request, Stop)).StatusCode);
        }

        Assert.Equal(0, (await _application.JsonAsync("/api/cases")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task WritingNeedsTheHeaderInTheApiAndTheTokenInForms()
    {
        string id = await _application.UploadAsync(("a.log", "kernel: text\n"u8.ToArray()));
        using HttpClient bare = new() { BaseAddress = _application.Server.Address };
        foreach ((HttpMethod method, string path) in ((HttpMethod, string)[])[(HttpMethod.Post, "/api/cases"), (HttpMethod.Post, $"/api/cases/{id}/files"), (HttpMethod.Post, $"/api/cases/{id}/analyses"), (HttpMethod.Delete, $"/api/cases/{id}"), (HttpMethod.Post, "/api/import"), (HttpMethod.Post, "/api/recognise")])
        {
            using HttpRequestMessage request = new(method, path) { Content = RunningApplication.Form(("a.log", "text"u8.ToArray())) };
            Assert.Equal(HttpStatusCode.Forbidden, (await bare.SendAsync(request, Stop)).StatusCode);
        }

        foreach (string path in (string[])["/cases", $"/cases/{id}/files", $"/cases/{id}/analyses", $"/cases/{id}/delete", "/import"])
        {
            MultipartFormDataContent wrong = new() { { new StringContent(new string('a', 64)), "form-token" }, { new ByteArrayContent("kernel: text\n"u8.ToArray()), "file", "a.log" } };
            Assert.Equal(HttpStatusCode.Forbidden, (await bare.PostAsync(path, wrong, Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await bare.PostAsync(path, RunningApplication.Form(("a.log", "kernel: text\n"u8.ToArray())), Stop)).StatusCode);
        }

        Assert.Equal(1, (await _application.JsonAsync("/api/cases")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task AFormWithItsTokenIsTakenOnlyWithTheCookieOfTheSameBrowser()
    {
        (string cookie, string token) = await FormAsync("/");
        (string otherCookie, _) = await FormAsync("/");
        Assert.Equal(HttpStatusCode.Forbidden, await SendFormAsync(otherCookie, token));
        Assert.Equal(HttpStatusCode.SeeOther, await SendFormAsync(cookie, token));
    }

    [Fact]
    public async Task EveryAnswerForbidsWhatItDoesNotNeed()
    {
        string id = await _application.UploadAsync(("messages.log", await File.ReadAllBytesAsync(Checkout.Sample("dirpro", "messages.log"), Stop)));
        await _application.DoneAsync(id);
        foreach (string path in (string[])["/", $"/cases/{id}", $"/cases/{id}/report", "/api/cases", "/api/openapi.json", "/assets/app.mjs", "/nothing", "/language?to=zh&back=/", $"/api/cases/{id}/analyses/1/report.html"])
        {
            using HttpResponseMessage answer = await _application.Client.GetAsync(path, Stop);
            string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal(path.EndsWith("/report", StringComparison.Ordinal), policy.Contains("sha256-", StringComparison.Ordinal));
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
            Assert.False(answer.Headers.Contains("Server"));
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData("/cases/..%2f..%2fetc")]
    [InlineData("/cases/../../../../etc/passwd")]
    [InlineData("/cases/aaaaaaaaaaaa")]
    [InlineData("/cases/AAAAAAAAAAAA/report")]
    [InlineData("/api/cases/..%2f..%2f..%2fetc%2fpasswd/archive")]
    [InlineData("/assets/..%2f..%2fstucktrace.db")]
    [InlineData("/assets/app%2fapp.css")]
    [InlineData("/stucktrace.db")]
    [InlineData("/cases/%00")]
    public async Task NoPathLeadsOutOfTheStore(string path)
    {
        using HttpResponseMessage answer = await _application.Client.GetAsync(path, Stop);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, answer.StatusCode.ToString());
    }

    [Theory]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("/cases\nX: y", "/")]
    [InlineData("/?q=a", "/?q=a")]
    public async Task TheWayBackLeadsHere(string back, string expected)
    {
        using HttpResponseMessage answer = await _application.Client.GetAsync($"/language?to=zh&back={Uri.EscapeDataString(back)}", Stop);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task NamesOfFilesAreTextAndNothingElse()
    {
        const string Name = "<img src=x onerror=alert(1)>\u202egol.\u0007'&";
        string id = await _application.UploadAsync((Name, "kernel: text\n"u8.ToArray()));
        string page = await _application.Client.GetStringAsync($"/cases/{id}", Stop);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', page);
        Assert.DoesNotContain('\u0007', page);
        JsonElementIsDone(await _application.DoneAsync(id));
        Assert.Equal(["1"], Directory.GetFiles(Path.Combine(_application.Folder, "cases", id, "files")).Select(Path.GetFileName));
    }

    static void JsonElementIsDone(System.Text.Json.JsonElement entry) => Assert.Equal("done", entry.GetProperty("analyses")[0].GetProperty("state").GetString());

    async Task<(string Cookie, string Token)> FormAsync(string path)
    {
        using HttpResponseMessage answer = await _application.Client.GetAsync(path, Stop);
        string cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("stucktrace-form=", StringComparison.Ordinal));
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        string page = await answer.Content.ReadAsStringAsync(Stop);
        const string Field = "name=\"form-token\" value=\"";
        int at = page.IndexOf(Field, StringComparison.Ordinal) + Field.Length;
        return (cookie[..cookie.IndexOf(';', StringComparison.Ordinal)], page[at..page.IndexOf('"', at)]);
    }

    async Task<HttpStatusCode> SendFormAsync(string cookie, string token)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/cases")
        {
            Content = new MultipartFormDataContent { { new StringContent(token), "form-token" }, { new ByteArrayContent("kernel: text\n"u8.ToArray()), "file", "a.log" } },
        };
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Origin", _application.Address);
        return (await _application.Client.SendAsync(request, Stop)).StatusCode;
    }

    [Fact]
    public async Task BeyondLoopbackATokenIsNeededAndShownNowhere()
    {
        const string Token = "0123456789abcdef0123";
        await Assert.ThrowsAsync<ArgumentException>(() => RunningApplication.StartAsync(change: s => s with { Address = IPAddress.Any }));
        await Assert.ThrowsAsync<ArgumentException>(() => RunningApplication.StartAsync(change: s => s with { Address = IPAddress.Any, Token = Token[..15] }));
        await using RunningApplication open = await RunningApplication.StartAsync(change: s => s with { Address = IPAddress.Any, Token = Token[..16] });
        await using RunningApplication application = await RunningApplication.StartAsync(change: s => s with { Address = IPAddress.Any, Token = Token });
        using HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(application.Address) };
        foreach (string path in (string[])["/", "/api/cases", "/api/openapi.json", "/assets", "/assetsx", "/cases/aaaaaaaaaaaa", "/?token=wrong"])
            Assert.Equal(path is "/assets" ? HttpStatusCode.NotFound : HttpStatusCode.Unauthorized, (await client.GetAsync(path, Stop)).StatusCode);

        // The form that asks for the token needs its style sheet.
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/assets/app.css", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/assets/app.css", null, Stop)).StatusCode);

        using HttpResponseMessage admitted = await client.GetAsync(application.Server.Address, Stop);
        Assert.Equal("/", admitted.Headers.Location!.OriginalString);
        string cookie = admitted.Headers.GetValues("Set-Cookie").Single();
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        using HttpRequestMessage withCookie = new(HttpMethod.Get, "/");
        withCookie.Headers.Add("Cookie", cookie[..cookie.IndexOf(';', StringComparison.Ordinal)]);
        using HttpResponseMessage page = await client.SendAsync(withCookie, Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain(Token, await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/cases", Stop)).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token[..^1]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/cases", Stop)).StatusCode);
        using HttpRequestMessage rebound = new(HttpMethod.Get, "/") { Headers = { Host = $"evil.example:{application.Server.Address.Port}" } };
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await client.SendAsync(rebound, Stop)).StatusCode);
    }
}
