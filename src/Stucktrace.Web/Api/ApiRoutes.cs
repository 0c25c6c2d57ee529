using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Web.Application;
using Stucktrace.Web.Archives;
using Stucktrace.Web.Security;
using Stucktrace.Web.Storage;
using Stucktrace.Web.Uploads;

namespace Stucktrace.Web.Api;

/// <summary>The JSON API. Its description, <c>/api/openapi.json</c>, is held against these routes by a test.</summary>
/// <param name="services">The application.</param>
/// <param name="commands">What changes the store.</param>
/// <param name="files">Results.</param>
/// <param name="import">Takes archives.</param>
/// <param name="comparisons">Compares cases.</param>
sealed class ApiRoutes(ServeServices services, CaseCommands commands, ResultFiles files, CaseImport import, CaseComparisons comparisons)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/openapi.json", context => AssetFile.SendAsync(context, "openapi.json"));
        routes.MapGet("/api/cases", ListAsync);
        routes.MapPost("/api/cases", CreateAsync);
        routes.MapGet("/api/cases/{id}", FindAsync);
        routes.MapDelete("/api/cases/{id}", Delete);
        routes.MapPost("/api/cases/{id}/files", ExtendAsync);
        routes.MapPost("/api/cases/{id}/analyses", AgainAsync);
        routes.MapGet("/api/cases/{id}/events", context => ProgressEvents.SendAsync(context, services, Id(context)));
        routes.MapGet("/api/cases/{id}/analyses/{number}/report.json", context => Result(context, (entry, analysis) => ResultFiles.DownloadAsync(context, files.Json(entry, analysis), "application/json", $"{Name(entry, analysis)}.json")));
        routes.MapGet("/api/cases/{id}/analyses/{number}/report.html", context => Result(context, (entry, analysis) => ResultFiles.DownloadAsync(context, files.Html(entry, analysis, Page(context).Language), "text/html; charset=utf-8", $"{Name(entry, analysis)}.html")));
        routes.MapGet("/api/cases/{id}/analyses/{number}/certificate.json", context => Result(context, (entry, analysis) => CertificateFile.SendAsync(context, files.Json(entry, analysis), $"{Name(entry, analysis)}-certificate.json")));
        routes.MapGet("/api/cases/{id}/archive", ExportAsync);
        routes.MapPost("/api/import", ImportAsync);
        routes.MapGet("/api/compare", CompareAsync);
        routes.MapGet("/api/groups", GroupsAsync);
        routes.MapPost("/api/recognise", RecogniseAsync);
    }

    static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    PageContext Page(HttpContext context) => PageContext.Of(context, services);

    static string Name(CaseEntry entry, CaseAnalysis analysis) => string.Create(CultureInfo.InvariantCulture, $"stucktrace-{entry.Id}-{analysis.Number}");

    // Another site's page can't set a header without being allowed to, and nobody is.
    static HttpContext Writing(HttpContext context) =>
        context.Request.Headers.ContainsKey(ClientGuard.WriteHeader) ? context : throw new RequestRefusedException(403, Message.Of("web.no-write-header", ClientGuard.WriteHeader));

    async Task CreateAsync(HttpContext context) => await SendAsync(context, 201, await commands.UploadAsync(Writing(context), null, fromPage: false).ConfigureAwait(false)).ConfigureAwait(false);

    async Task ExtendAsync(HttpContext context) => await SendAsync(context, 200, await commands.UploadAsync(Writing(context), Id(context), fromPage: false).ConfigureAwait(false)).ConfigureAwait(false);

    Task FindAsync(HttpContext context) => SendAsync(context, 200, commands.Find(Id(context)));

    Task AgainAsync(HttpContext context) => SendAsync(context, 202, commands.Again(Id(Writing(context))));

    Task SendAsync(HttpContext context, int status, CaseEntry entry)
    {
        if (status == 201)
            context.Response.Headers.Location = $"/api/cases/{entry.Id}";
        PageContext page = Page(context);
        return JsonAnswer.SendAsync(context, status, json => CaseJson.Write(json, entry, page));
    }

    Task ExportAsync(HttpContext context)
    {
        CaseEntry entry = commands.Find(Id(context));
        context.Response.ContentType = "application/gzip";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"stucktrace-{entry.Id}.tar.gz\"";
        return CaseExport.WriteAsync(entry, services.Folder, services.Settings.Redact, context.Response.Body, context.RequestAborted);
    }

    async Task ImportAsync(HttpContext context)
    {
        CaseCommands.Unbounded(Writing(context));
        await SendAsync(context, 201, await import.ReadAsync(context.Request.Body, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    Task ListAsync(HttpContext context)
    {
        CaseQuery query = CaseQueries.Of(context.Request, services.Limits);
        (var cases, int total) = services.Store.List(query);
        PageContext page = Page(context);
        return JsonAnswer.SendAsync(context, 200, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("total", total);
            json.WriteNumber("offset", query.Offset);
            json.WriteStartArray("cases");
            foreach (CaseEntry entry in cases)
                CaseJson.Write(json, entry, page);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    Task CompareAsync(HttpContext context)
    {
        (_, _, ComparisonVerdict verdict) = comparisons.Of(context.Request.Query["a"], context.Request.Query["b"]);
        PageContext page = Page(context);
        return JsonAnswer.SendAsync(context, 200, json => ComparisonAnswer.Write(json, verdict, page));
    }

    Task GroupsAsync(HttpContext context)
    {
        var groups = CaseGroup.Of(services.Store);
        PageContext page = Page(context);
        return JsonAnswer.SendAsync(context, 200, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("groups");
            foreach (CaseGroup group in groups)
            {
                json.WriteStartObject();
                json.WriteString("same", group.Same);
                json.WriteNumber("cases", group.Cases);
                json.WriteString("headline", CaseJson.Headline(group.Summary, page));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    Task Delete(HttpContext context)
    {
        commands.Delete(Id(Writing(context)));
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    Task Result(HttpContext context, Func<CaseEntry, CaseAnalysis, Task> send)
    {
        CaseEntry entry = commands.Find(Id(context));
        return send(entry, ResultFiles.Done(entry, (string)context.Request.RouteValues["number"]!));
    }

    async Task RecogniseAsync(HttpContext context)
    {
        Writing(context);
        byte[] head = new byte[Recognition.HeadBytes];
        int read = await context.Request.Body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, context.RequestAborted).ConfigureAwait(false);
        (InputKind kind, Message? problem) = Recognition.Of(head.AsMemory(0, read), ReadLimits.Default);
        PageContext page = Page(context);
        await JsonAnswer.SendAsync(context, 200, json =>
        {
            json.WriteStartObject();
            json.WriteString("kind", kind.Kebab());
            json.WriteString("kindName", page.Say($"web.kind.{kind.Kebab()}"));
            json.WriteString("problem", problem is null ? null : page.Say(problem));
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }
}
