using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stucktrace.Tests.Support;
using Stucktrace.Web.Application;
using Stucktrace.Web.Archives;

namespace Stucktrace.Tests.Web;

/// <summary>A case goes out as one archive and comes in again; no archive gets more than that.</summary>
public class ArchiveTests
{
    static readonly byte[] Log = "kernel: BUG: soft lockup - CPU#1 stuck for 67s! [a:1]\n"u8.ToArray();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnExportedCaseIsImportedWithItsAnalyses()
    {
        await using RunningApplication from = await RunningApplication.StartAsync(), to = await RunningApplication.StartAsync();
        string id = await from.UploadAsync(("messages.log", await File.ReadAllBytesAsync(Checkout.Sample("dirpro", "messages.log"), Stop)));
        using HttpResponseMessage added = await from.Client.PostAsync($"/api/cases/{id}/files", RunningApplication.Form(("dirpro.ko", await File.ReadAllBytesAsync(Checkout.Sample("dirpro", "dirpro.ko"), Stop))), Stop);
        JsonElement before = await from.DoneAsync(id);
        byte[] archive = await from.Client.GetByteArrayAsync($"/api/cases/{id}/archive", Stop);

        using HttpResponseMessage answer = await to.Client.PostAsync("/api/import", new ByteArrayContent(archive), Stop);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        using JsonDocument imported = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        string other = imported.RootElement.GetProperty("id").GetString()!;
        Assert.NotEqual(id, other);
        JsonElement after = await to.DoneAsync(other);
        Assert.Equal(before.GetProperty("files").GetRawText(), after.GetProperty("files").GetRawText());
        Assert.Equal(2, after.GetProperty("analyses").GetArrayLength());
        for (int i = 1; i <= 2; i++)
            Assert.Equal(await from.Client.GetByteArrayAsync($"/api/cases/{id}/analyses/{i}/report.json", Stop), await to.Client.GetByteArrayAsync($"/api/cases/{other}/analyses/{i}/report.json", Stop));
    }

    [Fact]
    public async Task AnyTarOpensIt()
    {
        Assert.SkipUnless(File.Exists("/bin/tar"), "needs tar");
        await using RunningApplication application = await RunningApplication.StartAsync();
        string id = await application.UploadAsync(("a.log", Log));
        await application.DoneAsync(id);
        string archive = Path.Combine(application.Folder, "a.tar.gz");
        await File.WriteAllBytesAsync(archive, await application.Client.GetByteArrayAsync($"/api/cases/{id}/archive", Stop), Stop);
        using Process tar = Process.Start(new ProcessStartInfo("/bin/tar", ["-tzf", archive]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string names = await tar.StandardOutput.ReadToEndAsync(Stop);
        await tar.WaitForExitAsync(Stop);
        Assert.Equal(0, tar.ExitCode);
        Assert.Equal(["case.json", "files/1", "results/1/report.en.html", "results/1/report.json", "results/1/report.zh.html"], names.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("good", HttpStatusCode.Created)]
    [InlineData("text", HttpStatusCode.UnprocessableEntity)]
    [InlineData("empty", HttpStatusCode.UnprocessableEntity)]
    [InlineData("cut", HttpStatusCode.UnprocessableEntity)]
    [InlineData("other hash", HttpStatusCode.UnprocessableEntity)]
    [InlineData("other size", HttpStatusCode.UnprocessableEntity)]
    [InlineData("path outside", HttpStatusCode.UnprocessableEntity)]
    [InlineData("absolute path", HttpStatusCode.UnprocessableEntity)]
    [InlineData("link", HttpStatusCode.UnprocessableEntity)]
    [InlineData("long list", HttpStatusCode.UnprocessableEntity)]
    [InlineData("deep list", HttpStatusCode.UnprocessableEntity)]
    [InlineData("list of wrong kinds", HttpStatusCode.UnprocessableEntity)]
    [InlineData("analysis of a file that is not there", HttpStatusCode.UnprocessableEntity)]
    [InlineData("too many files", HttpStatusCode.UnprocessableEntity)]
    [InlineData("too many analyses", HttpStatusCode.UnprocessableEntity)]
    [InlineData("useless file", HttpStatusCode.UnprocessableEntity)]
    [InlineData("bomb", HttpStatusCode.RequestEntityTooLarge)]
    public async Task HostileArchivesAreRefusedAndLeaveNothing(string what, HttpStatusCode expected)
    {
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MaxCaseBytes = 1 << 20, MaxFilesPerCase = 3, MaxAnalysesPerCase = 3, MaxManifestBytes = 4096 });
        byte[] file = what switch { "bomb" => [.. Enumerable.Repeat((byte)'a', 64 << 20)], "useless file" => new byte[1000].Select((_, i) => (byte)(i % 7)).ToArray(), _ => Log };
        string listed = what switch
        {
            "long list" => Manifest(Log) + new string(' ', 4096),
            "deep list" => string.Concat(Enumerable.Repeat("[", 1500)),
            "list of wrong kinds" => """{"schema":"stucktrace-case/1","files":[7,"x",{"name":1,"bytes":"1","sha256":[]}],"analyses":["1",{}]}""",
            "analysis of a file that is not there" => Manifest(Log, "2"),
            "too many files" => Manifest(Log).Replace("}],", "},1,1,1],", StringComparison.Ordinal),
            "too many analyses" => Manifest(Log, "1,1,1,1"),
            "other hash" => Manifest([.. Log, 0]).Replace($"\"bytes\":{Log.Length + 1}", $"\"bytes\":{Log.Length}", StringComparison.Ordinal),
            "other size" => Manifest([.. Log, 0]),
            _ => Manifest(file),
        };
        string name = what switch { "path outside" => "files/../../1", "absolute path" => "/etc/passwd", _ => "files/1" };
        byte[] archive = what switch
        {
            "text" => Log,
            "empty" => [],
            "cut" => Archive(listed, name, file)[..^40],
            _ => Archive(listed, name, file, link: what == "link"),
        };
        using HttpResponseMessage answer = await application.Client.PostAsync("/api/import", new ByteArrayContent(archive), Stop);
        Assert.Equal(expected, answer.StatusCode);
        bool taken = expected == HttpStatusCode.Created;
        JsonElement list = await application.JsonAsync("/api/cases");
        Assert.Equal(taken ? 1 : 0, list.GetProperty("total").GetInt32());
        if (taken)
            await application.DoneAsync(list.GetProperty("cases")[0].GetProperty("id").GetString()!);
        else
            Assert.Empty(application.Leftovers);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x1_ffff_ffff)]
    [InlineData(0x2_0000_0000)]
    [InlineData(long.MaxValue)]
    public void SizesGoIntoAHeaderAndComeOut(long size)
    {
        byte[] header = TarHeader.Write("files/1", size, DateTimeOffset.UnixEpoch);
        Assert.Equal(("files/1", size), TarHeader.Read(header));
        for (int i = 0; i < header.Length; i++)
        {
            byte[] changed = [.. header];
            changed[i] ^= 0x41;
            Assert.Null(TarHeader.Read(changed));
        }
    }

    internal static string Manifest(byte[] file, string analyses = "1") =>
        $$"""{"schema":"stucktrace-case/1","files":[{"name":"a.log","bytes":{{file.Length}},"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(file))}}"}],"analyses":[{{analyses}}]}""";

    internal static byte[] Archive(string manifest, string name, byte[] file, bool link = false)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            Add(gzip, "case.json", Encoding.UTF8.GetBytes(manifest), false);
            Add(gzip, name, file, link);
            gzip.Write(new byte[1024]);
        }

        return packed.ToArray();
    }

    static void Add(Stream archive, string name, byte[] bytes, bool link)
    {
        byte[] header = TarHeader.Write(name, bytes.Length, DateTimeOffset.UnixEpoch);
        if (link)
        {
            // A symbolic link, with a checksum that is right.
            header[156] = (byte)'2';
            "/etc/passwd"u8.CopyTo(header.AsSpan(157));
            header.AsSpan(148, 8).Fill((byte)' ');
            Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        }

        archive.Write(header);
        archive.Write(bytes);
        archive.Write(new byte[TarHeader.Padding(bytes.Length)]);
    }
}
