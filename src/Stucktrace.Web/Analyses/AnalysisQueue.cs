using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Web.Application;
using Stucktrace.Web.Storage;

namespace Stucktrace.Web.Analyses;

/// <summary>
/// A fixed number of workers that take what waits in the store. The store is the queue: nothing is lost with the process. Stopping gives back what is
/// being made; the next start takes it up again.
/// </summary>
sealed class AnalysisQueue : IAsyncDisposable
{
    static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(2);
    readonly CaseStore _store;
    readonly StoreFolder _folder;
    readonly AnalysisRun _run;
    readonly SemaphoreSlim _work = new(0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<(string Case, int Number), (AnalysisProgress Progress, CancellationTokenSource Stop)> _running = new();
    readonly Task[] _workers;

    internal AnalysisQueue(CaseStore store, StoreFolder folder, ServeSettings settings)
    {
        (_store, _folder) = (store, folder);
        _run = new AnalysisRun(folder, settings);
        store.Resume(settings.Limits.MaxAttempts);
        _work.Release(store.Waiting + settings.Limits.Workers);
        _workers = [.. Enumerable.Range(0, settings.Limits.Workers).Select(_ => Task.Run(WorkAsync))];
    }

    /// <summary>Says that something was put into the store.</summary>
    internal void Wake(int analyses = 1) => _work.Release(analyses);

    /// <summary>How far an analysis has come; null when it is not running.</summary>
    internal AnalysisProgress? ProgressOf(string id, int number) => _running.TryGetValue((id, number), out var running) ? running.Progress : null;

    /// <summary>Ends the analyses of a case that was deleted.</summary>
    internal void Cancel(string id)
    {
        foreach (((string Case, int Number) key, (AnalysisProgress _, CancellationTokenSource stop)) in _running)
        {
            if (key.Case == id)
                stop.Cancel();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_workers).ConfigureAwait(false);
        _stop.Dispose();
        _work.Dispose();
    }

    async Task WorkAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _work.WaitAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                if (_store.Take() is { } taken)
                    await AnalyseAsync(taken.Case, taken.Analysis).ConfigureAwait(false);
            }
            catch (SqliteException)
            {
                // A full disk, most of all. Nobody else would take up what waits.
                await Task.Delay(AfterTrouble, CancellationToken.None).ConfigureAwait(false);
                _work.Release();
            }
        }
    }

    async Task AnalyseAsync(CaseEntry entry, CaseAnalysis analysis)
    {
        (string, int) key = (entry.Id, analysis.Number);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        _running[key] = (new AnalysisProgress(DiagnosisStage.Inputs), stop);
        try
        {
            (CaseSummary? summary, string? problem) = await _run.RunAsync(entry, analysis, p => _running[key] = (p, stop), stop.Token).ConfigureAwait(false);
            await TellAsync(() =>
            {
                if (summary is not null)
                    Keep(entry.Id, analysis.Number, summary);
                else
                    _store.Fail(entry.Id, analysis.Number, problem!);
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _store.Return(entry.Id, analysis.Number);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception or JsonException)
        {
            // A full disk, a missing program: this analysis fails, the worker goes on.
            string why = FullDisk.Is(e) ? "web.analysis-no-room" : "web.analysis-failed";
            await TellAsync(() => _store.Fail(entry.Id, analysis.Number, why)).ConfigureAwait(false);
        }
        finally
        {
            _running.TryRemove(key, out _);
        }
    }

    // How an analysis ended is told until the store has room for it: else it would seem to run until the next start, which takes up what was not told.
    async Task TellAsync(Action tell)
    {
        while (true)
        {
            try
            {
                tell();
                return;
            }
            catch (SqliteException e) when (FullDisk.Is(e) && !_stop.IsCancellationRequested)
            {
                await Task.Delay(AfterTrouble, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    void Keep(string id, int number, CaseSummary summary)
    {
        // A case that was deleted meanwhile must not come back as a folder.
        FailureSignature? signature = SignatureText.OfReport(Path.Combine(_folder.ResultFolder(id, number), AnalysisWorker.JsonFile));
        if (!_store.Finish(id, number, summary, signature))
            StoreFolder.Remove(_folder.CaseFolder(id));
    }
}
