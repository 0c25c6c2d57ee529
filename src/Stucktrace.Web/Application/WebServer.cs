using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stucktrace.Formats;
using Stucktrace.Web.Api;
using Stucktrace.Web.Archives;
using Stucktrace.Web.Pages;
using Stucktrace.Web.Security;
using Stucktrace.Web.Storage;
using Stucktrace.Web.Uploads;

namespace Stucktrace.Web.Application;

/// <summary>The web application: <c>stucktrace serve</c>.</summary>
public sealed class WebServer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ServeServices _services;

    WebServer(WebApplication app, ServeServices services) => (_app, _services) = (app, services);

    /// <summary>Address for a browser on this machine, with the token if one is needed.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Methods and patterns of all that it answers.</summary>
    internal IEnumerable<string> Routes => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
        .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(m => $"{m} {e.RoutePattern.RawText}"));

    /// <summary>Starts it.</summary>
    /// <param name="settings">What the user decided.</param>
    /// <exception cref="StoreException">The store can't be used.</exception>
    /// <exception cref="IOException">The address can't be listened on.</exception>
    public static async Task<WebServer> StartAsync(ServeSettings settings)
    {
        if (!IPAddress.IsLoopback(settings.Address) && settings.Token is not { Length: >= ServeSettings.MinTokenCharacters })
            throw new ArgumentException("beyond loopback a token is needed", nameof(settings));
        ServeServices services = ServeServices.Start(settings, TimeProvider.System);
        WebServer server = new(Build(settings, services), services);
        try
        {
            await server._app.StartAsync().ConfigureAwait(false);
            Uri listening = new(server._app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            UriBuilder address = new(listening) { Query = settings.Token is null ? string.Empty : $"token={Uri.EscapeDataString(settings.Token)}" };
            if (IPAddress.TryParse(listening.Host.Trim('[', ']'), out IPAddress? any) && (any.Equals(IPAddress.Any) || any.Equals(IPAddress.IPv6Any)))
                address.Host = "localhost";
            server.Address = address.Uri;
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits until it is asked to stop, by a signal or by <paramref name="stop"/>.</summary>
    /// <param name="stop">Stops it.</param>
    public Task WaitAsync(CancellationToken stop) => _app.WaitForShutdownAsync(stop);

    /// <summary>Stops it: uploads under way are broken off, analyses under way are given back and taken up at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    static WebApplication Build(ServeSettings settings, ServeServices services)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = services.Folder.Root });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Listen(settings.Address, settings.Port);
            options.AddServerHeader = false;
            options.Limits.MaxConcurrentConnections = settings.Limits.MaxConnections;
            options.Limits.MaxRequestBodySize = 1 << 20;
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));

        // Addresses may hold a token: requests are not written down.
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Lifetime.ApplicationStopping.Register(services.Stopping.Cancel);
        ClientGuard guard = new(settings.Address);
        app.Use((context, next) => HandleAsync(context, next, guard, services));
        app.UseRouting();
        CaseCommands commands = new(services);
        ResultFiles files = new(services);
        CaseImport import = new(services, commands);
        CaseComparisons comparisons = new(services, commands);
        new PageRoutes(services, commands, files, import, comparisons).Map(app);
        new ApiRoutes(services, commands, files, import, comparisons).Map(app);
        app.MapFallback(_ => throw RequestRefusedException.NotFound());
        return app;
    }

    static async Task HandleAsync(HttpContext context, RequestDelegate next, ClientGuard guard, ServeServices services)
    {
        try
        {
            ResponseHeaders.Set(context.Response);
            guard.Check(context);
            if (await AdmitAsync(context, services).ConfigureAwait(false))
                await next(context).ConfigureAwait(false);
        }
        catch (RequestRefusedException refused)
        {
            await RefuseAsync(context, services, refused.Status, refused.Reason).ConfigureAwait(false);
        }
        catch (BadHttpRequestException bad)
        {
            await RefuseAsync(context, services, bad.StatusCode, Message.Of(bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "web.request-large" : "web.bad-request")).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or Microsoft.AspNetCore.Connections.ConnectionResetException)
        {
            // The client went away.
        }
        catch (Exception e) when (FullDisk.Is(e))
        {
            await RefuseAsync(context, services, 507, Message.Of("web.disk-full")).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            await RefuseAsync(context, services, 500, Message.Of("web.store-trouble", e.GetType().Name)).ConfigureAwait(false);
        }
    }

    static async Task<bool> AdmitAsync(HttpContext context, ServeServices services)
    {
        // Style sheets and scripts say nothing of anybody's cases, and the form that asks for the token needs them.
        if (services.Access.Admits(context.Request) || (HttpMethods.IsGet(context.Request.Method) && context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)))
            return true;
        string? given = AccessToken.InAddress(context.Request);
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Path == "/sign-in" && context.Request.HasFormContentType)
        {
            context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = services.Limits.MaxFormBytes;
            given = (await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false))["token"];
        }

        // Away from an address that holds the token, or the form.
        if (given is not null && await services.Access.TryAdmitAsync(context, given).ConfigureAwait(false))
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = "/";
            return false;
        }

        throw new RequestRefusedException(401, Message.Of(given is null ? "web.sign-in-needed" : "web.sign-in-wrong"));
    }

    static async Task RefuseAsync(HttpContext context, ServeServices services, int status, Message reason)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        PageContext page = status == 401 || status < 500 ? PageContext.WithForms(context, services) : PageContext.Of(context, services);
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            await JsonAnswer.ProblemAsync(context, status, page.Say(reason)).ConfigureAwait(false);
            return;
        }

        await PageRenderer.SendAsync<NoticePage>(context, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(NoticePage.Page)] = page,
            [nameof(NoticePage.Heading)] = page.Say(reason),
            [nameof(NoticePage.Action)] = status == 401 ? "/sign-in" : null,
            [nameof(NoticePage.Button)] = page.Say("web.sign-in"),
            [nameof(NoticePage.AsksToken)] = status == 401,
        }).ConfigureAwait(false);
    }
}
