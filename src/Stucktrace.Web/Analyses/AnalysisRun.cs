using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Stucktrace.Web.Application;
using Stucktrace.Web.Storage;
using Stucktrace.Web.Uploads;

namespace Stucktrace.Web.Analyses;

/// <summary>The application's side of one analysis: prepares the working folder, starts the process, listens to it, and takes over the results.</summary>
/// <param name="folder">The store's folder.</param>
/// <param name="settings">Settings.</param>
sealed class AnalysisRun(StoreFolder folder, ServeSettings settings)
{
    const int MostLine = 1_000;

    /// <summary>Runs an analysis to its end.</summary>
    /// <param name="entry">The case.</param>
    /// <param name="analysis">The analysis.</param>
    /// <param name="progress">Receives the progress.</param>
    /// <param name="stop">Ends the process.</param>
    /// <returns>The summary, with the results in their place; or null and the name of the message why there are none.</returns>
    internal async Task<(CaseSummary? Summary, string? Problem)> RunAsync(CaseEntry entry, CaseAnalysis analysis, Action<AnalysisProgress> progress, CancellationToken stop)
    {
        string work = folder.NewTemporary();
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(settings.Limits.MaxAnalysisTime);
        try
        {
            Prepare(work, entry, analysis);
            using Process process = Start(work);
            try
            {
                await ListenAsync(process, progress, late.Token).ConfigureAwait(false);
                await process.WaitForExitAsync(late.Token).ConfigureAwait(false);
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }

            if (process.ExitCode == AnalysisWorker.NoRoomStatus)
                return (null, "web.analysis-no-room");
            if (process.ExitCode != 0 || !IsComplete(work))
                return (null, "web.analysis-crashed");
            if (Summary(work) is not { } summary)
                return (null, "web.analysis-large");
            folder.MoveResults(Path.Combine(work, AnalysisWorker.ResultsFolder), entry.Id, analysis.Number);
            return (summary, null);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, "web.analysis-late");
        }
        finally
        {
            StoreFolder.Remove(work);
        }
    }

    // The inputs are links with harmless names, so that the report calls files as the user does.
    void Prepare(string work, CaseEntry entry, CaseAnalysis analysis)
    {
        CaseFile[] files = [.. entry.Files.Where(f => f.Number <= analysis.LastFile)];
        IReadOnlyList<string> links = ClientName.ForLinks(files.Select(f => f.Given));
        string inputs = Directory.CreateDirectory(Path.Combine(work, AnalysisWorker.InputsFolder)).FullName;
        for (int i = 0; i < files.Length; i++)
            File.CreateSymbolicLink(Path.Combine(inputs, links[i]), folder.FilePath(entry.Id, files[i].Number));
        File.WriteAllLines(Path.Combine(work, AnalysisWorker.ListFile), links);
    }

    Process Start(string work)
    {
        ProcessStartInfo start = new(settings.AnalysisCommand[0], settings.Redact ? [.. settings.AnalysisCommand.Skip(1), AnalysisWorker.RedactOption] : settings.AnalysisCommand.Skip(1))
        {
            WorkingDirectory = work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = settings.Limits.MaxAnalysisBytes.ToString("x", CultureInfo.InvariantCulture);
        return Process.Start(start) ?? throw new InvalidOperationException("no process");
    }

    async Task ListenAsync(Process process, Action<AnalysisProgress> progress, CancellationToken stop)
    {
        // What it has to say of its own death belongs to nobody's page; it must not wait for a reader either.
        Task errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, stop);
        DiagnosisStage stage = DiagnosisStage.Inputs;
        while (await process.StandardOutput.ReadLineAsync(stop).ConfigureAwait(false) is { } line)
        {
            if (Parse(line, ref stage) is { } now)
                progress(now);
        }

        await errors.ConfigureAwait(false);
    }

    AnalysisProgress? Parse(string line, ref DiagnosisStage stage)
    {
        string[] words = line.Length > MostLine ? [] : line.Split(' ', 4);
        switch (words)
        {
            case ["stage", { } name] when Enum.TryParse(name, out DiagnosisStage begun):
                stage = begun;
                return new AnalysisProgress(begun);
            case ["read", { } read, { } total, { } file] when long.TryParse(read, CultureInfo.InvariantCulture, out long done) && long.TryParse(total, CultureInfo.InvariantCulture, out long all):
                return new AnalysisProgress(stage, settings.Redact ? null : file, done, all);
            default:
                return null;
        }
    }

    static bool IsComplete(string work) => File.Exists(Path.Combine(work, AnalysisWorker.SummaryFile)) && Directory.Exists(Path.Combine(work, AnalysisWorker.ResultsFolder));

    // Null when one of the files is larger than may be kept.
    CaseSummary? Summary(string work)
    {
        FileInfo file = new(Path.Combine(work, AnalysisWorker.SummaryFile));
        if (new DirectoryInfo(Path.Combine(work, AnalysisWorker.ResultsFolder)).EnumerateFiles().Prepend(file).Any(f => f.Length > settings.Limits.MaxResultBytes))
            return null;
        using FileStream stream = file.OpenRead();
        return JsonSerializer.Deserialize(stream, SummaryJson.Default.CaseSummary);
    }
}
