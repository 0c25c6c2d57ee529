using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Stucktrace.Web.Application;

/// <summary>Renders a page of the application and sends it.</summary>
static class PageRenderer
{
    internal static async Task SendAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(HttpContext context, Dictionary<string, object?> parameters)
        where T : IComponent
    {
        ServiceCollection services = new();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        ServiceProvider provider = services.BuildServiceProvider();
        HtmlRenderer renderer = new(provider, NullLoggerFactory.Instance);
        await using (provider.ConfigureAwait(false))
        await using (renderer.ConfigureAwait(false))
        {
            string page = await renderer.Dispatcher
                .InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters)).ConfigureAwait(true)).ToHtmlString())
                .ConfigureAwait(false);
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync($"<!DOCTYPE html>\n{page}\n", context.RequestAborted).ConfigureAwait(false);
        }
    }
}
