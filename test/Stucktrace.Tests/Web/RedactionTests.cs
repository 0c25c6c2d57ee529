using System.IO.Compression;
using System.Net;
using System.Text;
using Stucktrace.Reporting;
using Stucktrace.Tests.Support;
using Stucktrace.Web.Storage;

namespace Stucktrace.Tests.Web;

/// <summary>With <c>--redact</c> nothing that leaves the application holds private data: neither pages nor downloads, nor the API, nor archives.</summary>
public class RedactionTests
{
    const string Host = "CTL_AH_225_079", User = "jane.doe";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static Task<RunningApplication> StartAsync(bool redact, string? folder = null) => RunningApplication.StartAsync(folder: folder, change: s => s with { Redact = redact });

    static (string, byte[])[] Files { get; } =
    [
        ($"{Host}.log", [.. File.ReadAllBytes(Checkout.Sample("dirpro", "messages.log")), .. Encoding.ASCII.GetBytes($"May 23 18:40:00 {Host} sshd[1]: session opened for user {User} from 192.0.2.77\n")]),
        ("dirpro.ko", File.ReadAllBytes(Checkout.Sample("dirpro", "dirpro.ko"))),
    ];

    static string Unpacked(byte[] archive)
    {
        using GZipStream unpacked = new(new MemoryStream(archive), CompressionMode.Decompress);
        using StreamReader text = new(unpacked, Encoding.Latin1);
        return text.ReadToEnd();
    }

    static async Task<string> AllAsync(RunningApplication application, string id, string other)
    {
        StringBuilder all = new();
        foreach (string path in (string[])["/", $"/?q={Host}", $"/cases/{id}", $"/cases/{id}/report", $"/cases/{id}/delete", $"/compare?case={id}&case={other}", "/api/cases", $"/api/cases/{id}", $"/api/cases/{id}/events", "/api/groups", $"/api/compare?a={id}&b={other}", $"/api/cases/{id}/analyses/1/report.json", $"/api/cases/{id}/analyses/1/report.html", $"/api/cases/{id}/analyses/1/certificate.json"])
        {
            foreach (string language in (string[])["en", "zh"])
            {
                using HttpRequestMessage request = new(HttpMethod.Get, path) { Headers = { { "Accept-Language", language } } };
                using HttpResponseMessage answer = await application.Client.SendAsync(request, Stop);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                all.Append(answer.Headers).Append(answer.Content.Headers).Append(await answer.Content.ReadAsStringAsync(Stop));
            }
        }

        // What was searched for stands in the page of its results.
        return all.Append(Unpacked(await application.Client.GetByteArrayAsync($"/api/cases/{id}/archive", Stop))).Replace($"?q={Host}", "").Replace($"%3Fq%3D{Host}", "").Replace($"value=\"{Host}\"", "").Replace($"<p class=\"note\">{Host} <a", "").ToString();
    }

    [Fact]
    public async Task NothingPrivateLeavesTheApplication()
    {
        foreach (bool redact in (bool[])[true, false])
        {
            await using RunningApplication application = await StartAsync(redact);
            string id = await application.UploadAsync(Files), other = await application.UploadAsync(Files);
            string waiting = (await application.JsonAsync($"/api/cases/{id}")).GetProperty("files").GetRawText();
            await application.DoneAsync(id);
            await application.DoneAsync(other);
            string all = await AllAsync(application, id, other) + waiting;
            foreach (string secret in (string[])[Host, User, "192.0.2.77"])
            {
                int at = all.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
                Assert.True(redact == (at < 0), at < 0 ? secret : all.Substring(Math.Max(0, at - 100), 200));
            }

            Assert.Equal(redact, all.Contains("host-1", StringComparison.Ordinal));

            // Nor is the case found by what is not shown.
            foreach (string query in (string[])[$"q={Host}", $"q={Host}&field=host", "q=225_079.log"])
                Assert.Equal(redact ? 0 : 2, (await application.JsonAsync($"/api/cases?{query}")).GetProperty("total").GetInt32());
            Assert.Equal(2, (await application.JsonAsync("/api/cases?q=dirpro&field=module")).GetProperty("total").GetInt32());
            Assert.Contains("dirpro.ko", all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnArchiveWithoutItsFilesIsSaidToBeOne()
    {
        await using RunningApplication redacted = await StartAsync(redact: true), plain = await StartAsync(redact: false);
        string id = await redacted.UploadAsync(("a.log", "kernel: BUG: soft lockup - CPU#1 stuck for 67s! [a:1]\n"u8.ToArray()));
        await redacted.DoneAsync(id);
        byte[] archive = await redacted.Client.GetByteArrayAsync($"/api/cases/{id}/archive", Stop);
        Assert.DoesNotContain("files/1", Unpacked(archive), StringComparison.Ordinal);
        using HttpResponseMessage answer = await plain.Client.PostAsync("/api/import", new ByteArrayContent(archive), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("exported with --redact", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Empty(plain.Leftovers);
    }

    [Theory]
    [InlineData(true, "start with --redact")]
    [InlineData(false, "start without --redact")]
    public async Task AStoreIsOfOneKindAsSoonAsItHoldsACase(bool first, string says)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("stucktrace-redact");
        try
        {
            await using (await StartAsync(!first, folder.FullName))
            {
                // Empty: either kind.
            }

            await using (RunningApplication application = await StartAsync(first, folder.FullName))
                await application.DoneAsync(await application.UploadAsync(("a.log", "kernel: text\n"u8.ToArray())));
            StoreException refused = await Assert.ThrowsAsync<StoreException>(() => StartAsync(!first, folder.FullName));
            Assert.Contains(says, refused.Reason.Render(Language.English), StringComparison.Ordinal);
            await using RunningApplication again = await StartAsync(first, folder.FullName);
            Assert.Equal(1, (await again.JsonAsync("/api/cases")).GetProperty("total").GetInt32());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
