using Stucktrace.Web.Application;

namespace Stucktrace.BrowserTests.Support;

/// <summary>The real application with a store of its own, on a port of its own.</summary>
sealed class RunningApplication : IAsyncDisposable
{
    readonly WebServer _server;
    readonly DirectoryInfo _folder;

    RunningApplication(WebServer server, DirectoryInfo folder) => (_server, _folder) = (server, folder);

    /// <summary>Address of its first page, without the last slash.</summary>
    internal string Address => _server.Address.GetLeftPart(UriPartial.Authority);

    internal static async Task<RunningApplication> StartAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("stucktrace-serve");
        return new RunningApplication(
            await WebServer.StartAsync(new ServeSettings { Port = 0, DataFolder = folder.FullName, AnalysisCommand = [Path.Combine(AppContext.BaseDirectory, "Stucktrace.Cli"), "analyse-case"] }),
            folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
