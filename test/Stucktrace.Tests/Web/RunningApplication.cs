using System.Text.Json;
using Stucktrace.Web.Application;

namespace Stucktrace.Tests.Web;

/// <summary>The real application with a store of its own, on a port of its own, and a client that sends what the API wants.</summary>
sealed class RunningApplication : IAsyncDisposable
{
    readonly DirectoryInfo _folder;
    readonly bool _ownsFolder;

    RunningApplication(WebServer server, DirectoryInfo folder, bool ownsFolder)
    {
        (Server, _folder, _ownsFolder) = (server, folder, ownsFolder);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
        Client.DefaultRequestHeaders.Add("X-Stucktrace-Request", "test");
    }

    internal WebServer Server { get; }

    internal HttpClient Client { get; }

    /// <summary>Address of its first page, without the last slash.</summary>
    internal string Address => Server.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Where its store lies.</summary>
    internal string Folder => _folder.FullName;

    /// <summary>The program that analyses: the command line, which lies beside the tests.</summary>
    internal static string Program => Path.Combine(AppContext.BaseDirectory, "Stucktrace.Cli");

    internal static async Task<RunningApplication> StartAsync(ServeLimits? limits = null, string? folder = null, Func<ServeSettings, ServeSettings>? change = null)
    {
        DirectoryInfo data = folder is null ? Directory.CreateTempSubdirectory("stucktrace-serve") : new DirectoryInfo(folder);
        ServeSettings settings = new() { Port = 0, DataFolder = data.FullName, AnalysisCommand = [Program, "analyse-case"], Limits = limits ?? new ServeLimits() };
        return new RunningApplication(await WebServer.StartAsync(change?.Invoke(settings) ?? settings), data, folder is null);
    }

    /// <summary>A form with files as a browser sends it.</summary>
    internal static MultipartFormDataContent Form(params ReadOnlySpan<(string Name, byte[] Bytes)> files)
    {
        MultipartFormDataContent form = [];
        foreach ((string name, byte[] bytes) in files)
            form.Add(new ByteArrayContent(bytes), "file", name);
        return form;
    }

    /// <summary>Uploads files as a new case.</summary>
    /// <returns>Its id.</returns>
    internal async Task<string> UploadAsync(params (string Name, byte[] Bytes)[] files)
    {
        using HttpResponseMessage answer = await Client.PostAsync("/api/cases", Form(files));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        using JsonDocument json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>Waits until no analysis of a case is open.</summary>
    internal async Task<JsonElement> DoneAsync(string id)
    {
        while (true)
        {
            JsonElement entry = await JsonAsync($"/api/cases/{id}");
            if (entry.GetProperty("analyses").EnumerateArray().All(a => a.GetProperty("state").GetString() is "done" or "failed"))
                return entry;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    internal async Task<JsonElement> JsonAsync(string path)
    {
        using JsonDocument json = JsonDocument.Parse(await Client.GetStringAsync(path));
        return json.RootElement.Clone();
    }

    /// <summary>What lies below the store's folder for temporary things.</summary>
    internal string[] Leftovers => Directory.GetFileSystemEntries(Path.Combine(Folder, "temporary"));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        if (_ownsFolder)
            _folder.Delete(recursive: true);
    }
}
