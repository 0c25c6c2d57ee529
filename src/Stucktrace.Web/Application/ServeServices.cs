using Stucktrace.Web.Analyses;
using Stucktrace.Web.Security;
using Stucktrace.Web.Storage;
using Stucktrace.Web.Uploads;

namespace Stucktrace.Web.Application;

/// <summary>What the parts of the running application share.</summary>
sealed class ServeServices : IAsyncDisposable
{
    ServeServices(ServeSettings settings, TimeProvider clock)
    {
        Settings = settings;
        Folder = StoreFolder.Open(settings.DataFolder);
        try
        {
            Store = CaseStore.Open(Folder.Database, clock, settings.Limits, settings.Redact);
            Folder.Sweep(Store.KnownFiles());
            foreach ((string id, int number) in Store.WithoutSignature())
                Store.Sign(id, SignatureText.OfReport(Path.Combine(Folder.ResultFolder(id, number), AnalysisWorker.JsonFile)));
            Budget = new StoreBudget(Store, settings.Limits.MaxStoreBytes);
            Queue = new AnalysisQueue(Store, Folder, settings);
        }
        catch
        {
            Store?.Dispose();
            Folder.Dispose();
            throw;
        }

        Uploads = new SemaphoreSlim(settings.Limits.MaxUploads);
        Watchers = new SemaphoreSlim(settings.Limits.MaxWatchers);
        Access = new AccessToken(settings.Token);
    }

    internal ServeSettings Settings { get; }

    internal ServeLimits Limits => Settings.Limits;

    internal StoreFolder Folder { get; }

    internal CaseStore Store { get; }

    internal StoreBudget Budget { get; }

    internal AnalysisQueue Queue { get; }

    /// <summary>Set when the application is about to stop: what waits for something ends.</summary>
    internal CancellationTokenSource Stopping { get; } = new();

    internal SemaphoreSlim Uploads { get; }

    internal SemaphoreSlim Watchers { get; }

    internal AccessToken Access { get; }

    internal FormToken Forms { get; } = new();

    internal static ServeServices Start(ServeSettings settings, TimeProvider clock) => new(settings, clock);

    public async ValueTask DisposeAsync()
    {
        await Queue.DisposeAsync().ConfigureAwait(false);
        Store.Dispose();
        Folder.Dispose();
        Uploads.Dispose();
        Watchers.Dispose();
        Stopping.Dispose();
    }
}
