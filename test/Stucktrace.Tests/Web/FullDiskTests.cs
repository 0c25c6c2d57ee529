using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Stucktrace.Tests.Support;
using Stucktrace.Web.Application;

namespace Stucktrace.Tests.Web;

/// <summary>A disk without room: said in so many words, nothing that was there is lost, nothing half-made stays, and it goes on when there is room again.</summary>
public sealed class FullDiskTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stucktrace-full");
    bool _mounted;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static byte[] Log => File.ReadAllBytes(Checkout.Sample("dirpro", "messages.log"));

    public void Dispose()
    {
        if (_mounted)
            Run("umount", _folder.FullName);
        _folder.Delete(recursive: true);
    }

    // Whoever writes there is told by the kernel that the device has no space left.
    [Theory]
    [InlineData("results/report.json")]
    [InlineData("results/report.zh.html")]
    [InlineData("summary.json")]
    public async Task AReportWithoutRoomIsMadeWhenThereIsSome(string file)
    {
        string full = Path.Combine(_folder.FullName, "full");
        await File.WriteAllTextAsync(full, "", Stop);
        string[] command = ["/bin/sh", "-c", $"test -e \"$0\" && mkdir results && ln -s /dev/full {file}; exec \"$@\"", full, RunningApplication.Program, "analyse-case"];
        await using RunningApplication application = await RunningApplication.StartAsync(change: s => s with { AnalysisCommand = [.. command] });
        string id = await application.UploadAsync(("messages.log", Log));
        await FailedForWantOfRoomAsync(application, id);
        Assert.Equal(Log, await File.ReadAllBytesAsync(Path.Combine(application.Folder, "cases", id, "files", "1"), Stop));
        Assert.False(Directory.Exists(Path.Combine(application.Folder, "cases", id, "results")));

        File.Delete(full);
        using HttpResponseMessage again = await application.Client.PostAsync($"/api/cases/{id}/analyses", null, Stop);
        Assert.True(again.IsSuccessStatusCode);
        Assert.Contains("done", States(await application.DoneAsync(id)));
    }

    [Fact]
    public async Task OnASmallDiskUploadsAnalysesAndTheStoreRunOutOfRoomAndRecover()
    {
        const int Bytes = 6 << 20;
        _mounted = Run("mount", "-t", "tmpfs", "-o", $"size={Bytes}", "none", _folder.FullName);
        Assert.SkipUnless(_mounted, "mounting a small tmpfs needs to be root");
        await using RunningApplication application = await RunningApplication.StartAsync(new ServeLimits { MinFreeBytes = 0 }, _folder.FullName);

        // The upload.
        string line = "[    1.000000] usb 1-1: new high-speed USB device\n";
        using (HttpResponseMessage large = await application.Client.PostAsync("/api/cases", RunningApplication.Form(("messages.log", Log), ("large.log", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, (Bytes / line.Length) + 1))))), Stop))
        {
            Assert.Equal(HttpStatusCode.InsufficientStorage, large.StatusCode);
            Assert.Contains("The disk is full. Nothing of this request was kept", await large.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        Assert.Empty(application.Leftovers);
        Assert.Equal(0, (await application.JsonAsync("/api/cases")).GetProperty("total").GetInt32());
        string id = await application.UploadAsync(("messages.log", Log));
        Assert.Contains("done", States(await application.DoneAsync(id)));

        // The report: room for what the store notes, not for a report.
        Fill(room: 150_000);
        using (HttpResponseMessage again = await application.Client.PostAsync($"/api/cases/{id}/analyses", null, Stop))
            Assert.True(again.IsSuccessStatusCode);
        await FailedForWantOfRoomAsync(application, id);

        // The store itself.
        Fill(room: 0);
        using (HttpResponseMessage again = await application.Client.PostAsync($"/api/cases/{id}/analyses", null, Stop))
            Assert.Equal(HttpStatusCode.InsufficientStorage, again.StatusCode);
        File.Delete(Filler);

        // With room, all of it works, and the report that was there all along still is.
        using (HttpResponseMessage again = await application.Client.PostAsync($"/api/cases/{id}/analyses", null, Stop))
            Assert.True(again.IsSuccessStatusCode);
        Assert.Equal(["done", "done", "failed"], States(await application.DoneAsync(id)).Order(StringComparer.Ordinal));
        Assert.Empty(application.Leftovers);
    }

    string Filler => Path.Combine(_folder.FullName, "filler");

    void Fill(long room)
    {
        using FileStream filler = new(Filler, FileMode.Append);
        byte[] page = new byte[4096];
        try
        {
            while (new DriveInfo(_folder.FullName).AvailableFreeSpace - page.Length >= room)
            {
                filler.Write(page);
                filler.Flush();
            }
        }
        catch (IOException) when (room == 0)
        {
            // To the last page.
        }
    }

    static async Task FailedForWantOfRoomAsync(RunningApplication application, string id)
    {
        JsonElement entry = await application.DoneAsync(id);
        JsonElement failed = entry.GetProperty("analyses").EnumerateArray().Single(a => a.GetProperty("state").GetString() == "failed");
        Assert.StartsWith("The disk is full: there was no room for the report.", failed.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Empty(application.Leftovers);
    }

    static string?[] States(JsonElement entry) => [.. entry.GetProperty("analyses").EnumerateArray().Select(a => a.GetProperty("state").GetString())];

    static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
