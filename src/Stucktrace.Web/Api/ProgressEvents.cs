using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stucktrace.Formats;
using Stucktrace.Web.Analyses;
using Stucktrace.Web.Application;
using Stucktrace.Web.Storage;

namespace Stucktrace.Web.Api;

/// <summary>How far the newest analysis of a case has come, as server-sent events: one whenever it changes, the last one when it is over.</summary>
static class ProgressEvents
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);
    static readonly TimeSpan Breath = TimeSpan.FromSeconds(15);

    internal static async Task SendAsync(HttpContext context, ServeServices services, string id)
    {
        CaseEntry? entry = services.Store.Find(id) ?? throw RequestRefusedException.NotFound();
        if (!await services.Watchers.WaitAsync(0, context.RequestAborted).ConfigureAwait(false))
            throw new RequestRefusedException(503, Message.Of("web.too-many-watchers", services.Limits.MaxWatchers));
        try
        {
            context.Response.ContentType = "text/event-stream";
            PageContext page = PageContext.Of(context, services);
            string? told = null;
            TimeSpan silent = TimeSpan.Zero;
            while (entry is not null)
            {
                CaseAnalysis analysis = entry.Newest;
                string now = Event(analysis, services.Queue.ProgressOf(id, analysis.Number), page);
                silent = now == told ? silent + Look : TimeSpan.Zero;
                if (now != told || silent > Breath)
                {
                    // A comment now and then shows when the browser is gone.
                    await context.Response.WriteAsync(now == told ? ":\n\n" : $"data: {now}\n\n", context.RequestAborted).ConfigureAwait(false);
                    await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
                    silent = TimeSpan.Zero;
                }

                if (!analysis.IsOpen || services.Stopping.IsCancellationRequested)
                    return;
                told = now;
                await Task.Delay(Look, context.RequestAborted).ConfigureAwait(false);
                entry = services.Store.Find(id);
            }
        }
        catch (OperationCanceledException)
        {
            // The browser went away.
        }
        finally
        {
            services.Watchers.Release();
        }
    }

    static string Event(CaseAnalysis analysis, AnalysisProgress? progress, PageContext page)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteNumber("analysis", analysis.Number);
            json.WriteString("state", analysis.State.Kebab());
            json.WriteString("stage", progress?.Stage.Kebab());
            json.WriteString("text", Text(analysis, progress, page));
            if (progress is { Total: > 0 })
                json.WriteNumber("share", Math.Min(1, Math.Round((double)progress.Read / progress.Total, 3)));
            else
                json.WriteNull("share");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.ToArray());
    }

    static string Text(CaseAnalysis analysis, AnalysisProgress? progress, PageContext page) => (analysis.State, progress) switch
    {
        (AnalysisState.Running, { Name: { } name, Total: > 0 }) => page.Say("web.reading", name, (100 * Math.Min(progress.Read, progress.Total) / progress.Total).ToString(CultureInfo.InvariantCulture)),
        (AnalysisState.Running, { } running) => page.Say($"web.stage.{running.Stage.Kebab()}"),
        (AnalysisState.Failed, _) => page.Say(analysis.Problem ?? "web.analysis-failed"),
        var (state, _) => page.Say($"web.state.{state.Kebab()}"),
    };
}
