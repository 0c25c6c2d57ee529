using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stucktrace.Formats;
using Stucktrace.Web.Archives;
using Stucktrace.Web.Pages;
using Stucktrace.Web.Security;
using Stucktrace.Web.Storage;
using Stucktrace.Web.Uploads;

namespace Stucktrace.Web.Application;

/// <summary>The pages, and the forms on them.</summary>
/// <param name="services">The application.</param>
/// <param name="commands">What changes the store.</param>
/// <param name="files">Results.</param>
/// <param name="import">Takes archives.</param>
/// <param name="comparisons">Compares cases.</param>
sealed class PageRoutes(ServeServices services, CaseCommands commands, ResultFiles files, CaseImport import, CaseComparisons comparisons)
{
    const int MostRelated = 20;

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ListAsync);
        routes.MapGet("/assets/{name}", context => AssetFile.SendAsync(context, (string)context.Request.RouteValues["name"]!));
        routes.MapGet("/language", context => Choose(context, PageContext.LanguageCookie, ["en", "zh"]));
        routes.MapGet("/theme", context => Choose(context, PageContext.ThemeCookie, PageContext.Themes));
        routes.MapPost("/cases", async context => See(context, (await commands.UploadAsync(context, null, fromPage: true).ConfigureAwait(false)).Id));
        routes.MapPost("/import", ImportAsync);
        routes.MapGet("/compare", CompareAsync);
        routes.MapGet("/cases/{id}", CaseAsync);
        routes.MapGet("/cases/{id}/report", ReportAsync);
        routes.MapPost("/cases/{id}/files", async context => See(context, (await commands.UploadAsync(context, Id(context), fromPage: true).ConfigureAwait(false)).Id));
        routes.MapPost("/cases/{id}/analyses", async context =>
        {
            await FormAsync(context).ConfigureAwait(false);
            See(context, commands.Again(Id(context)).Id);
        });
        routes.MapGet("/cases/{id}/delete", AskDeleteAsync);
        routes.MapPost("/cases/{id}/delete", async context =>
        {
            await FormAsync(context).ConfigureAwait(false);
            commands.Delete(Id(context));
            See(context, null);
        });
    }

    static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    static void See(HttpContext context, string? id)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = id is null ? "/" : $"/cases/{id}";
    }

    /// <summary>A form without files; refused when no page of ours made it.</summary>
    internal async Task<IFormCollection> FormAsync(HttpContext context)
    {
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = services.Limits.MaxFormBytes;
        if (!context.Request.HasFormContentType)
            throw new RequestRefusedException(415, Message.Of("web.upload-form"));
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        services.Forms.Check(context, form[FormToken.Field]);
        return form;
    }

    Task ListAsync(HttpContext context)
    {
        CaseQuery query = CaseQueries.Of(context.Request, services.Limits);
        (var cases, int total) = services.Store.List(query);
        return PageRenderer.SendAsync<CasesPage>(context, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(CasesPage.Page)] = PageContext.WithForms(context, services),
            [nameof(CasesPage.Query)] = query,
            [nameof(CasesPage.Cases)] = cases,
            [nameof(CasesPage.Total)] = total,
            [nameof(CasesPage.Groups)] = CaseGroup.Of(services.Store),
        });
    }

    Task CaseAsync(HttpContext context)
    {
        CaseEntry entry = commands.Find(Id(context));
        return PageRenderer.SendAsync<CasePage>(context, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(CasePage.Page)] = PageContext.WithForms(context, services),
            [nameof(CasePage.Entry)] = entry,
            [nameof(CasePage.Progress)] = services.Queue.ProgressOf(entry.Id, entry.Newest.Number),
            [nameof(CasePage.Related)] = services.Store.Related(entry.Id, MostRelated),
        });
    }

    Task AskDeleteAsync(HttpContext context)
    {
        CaseEntry entry = commands.Find(Id(context));
        PageContext page = PageContext.WithForms(context, services);
        return PageRenderer.SendAsync<NoticePage>(context, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(NoticePage.Page)] = page,
            [nameof(NoticePage.Heading)] = page.Say("web.delete-ask", entry.Id),
            [nameof(NoticePage.Text)] = page.Say("web.delete-what", entry.Files.Length, Sizes.Text(entry.Bytes), entry.Analyses.Length),
            [nameof(NoticePage.Action)] = $"/cases/{entry.Id}/delete",
            [nameof(NoticePage.Button)] = page.Say("web.delete"),
            [nameof(NoticePage.Cancel)] = $"/cases/{entry.Id}",
        });
    }

    Task CompareAsync(HttpContext context)
    {
        // The list's boxes all have this name: the first two that were ticked.
        if (context.Request.Query["case"] is not [{ } one, { } two, ..])
            throw new RequestRefusedException(400, Message.Of("web.compare-how"));
        (CaseEntry first, CaseEntry second, var verdict) = comparisons.Of(one, two);
        return PageRenderer.SendAsync<ComparePage>(context, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(ComparePage.Page)] = PageContext.WithForms(context, services),
            [nameof(ComparePage.First)] = first,
            [nameof(ComparePage.Second)] = second,
            [nameof(ComparePage.Verdict)] = verdict,
        });
    }

    async Task ImportAsync(HttpContext context)
    {
        CaseCommands.Unbounded(context);
        bool trusted = false;
        CaseEntry? entry = null;
        await UploadForm.ReadAsync(
            context.Request,
            services.Limits,
            (name, value) =>
            {
                if (name == FormToken.Field)
                    services.Forms.Check(context, value);
                trusted |= name == FormToken.Field;
            },
            async (_, archive) =>
            {
                if (!trusted)
                    services.Forms.Check(context, null);
                entry ??= await import.ReadAsync(archive, context.RequestAborted).ConfigureAwait(false);
            }).ConfigureAwait(false);
        See(context, entry?.Id ?? throw new RequestRefusedException(400, Message.Of("web.upload-nothing")));
    }

    /// <summary>The stand-alone report as it is, with a way back to the case above it.</summary>
    async Task ReportAsync(HttpContext context)
    {
        CaseEntry entry = commands.Find(Id(context));
        string? run = context.Request.Query["run"];
        CaseAnalysis analysis = ResultFiles.Done(entry, run);
        PageContext page = PageContext.Of(context, services);
        string report = await File.ReadAllTextAsync(files.Html(entry, analysis, page.Language), context.RequestAborted).ConfigureAwait(false);
        ResponseHeaders.SetForReport(context.Response, analysis.Summary!.ReportPolicy);
        context.Response.ContentType = "text/html; charset=utf-8";
        const string Body = "<body>";
        int at = report.IndexOf(Body, StringComparison.Ordinal) + Body.Length;
        string back = $"<nav class=\"bar\"><a href=\"/cases/{entry.Id}\">← {page.Say("web.case", entry.Id)}</a></nav>\n";
        await context.Response.WriteAsync(report.Insert(at, back), context.RequestAborted).ConfigureAwait(false);
    }

    // Only to a path of ours: an address of another site never begins with one slash alone.
    static Task Choose(HttpContext context, string cookie, string[] values)
    {
        string? to = context.Request.Query["to"], back = context.Request.Query["back"];
        if (Array.Exists(values, v => v == to))
            context.Response.Cookies.Append(cookie, to!, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = TimeSpan.FromDays(365) });
        bool ours = back is ['/', ..] && back is not ['/', '/' or '\\', ..] && back.All(c => c is > ' ' and < '\x7f');
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = ours ? back : "/";
        return Task.CompletedTask;
    }
}
