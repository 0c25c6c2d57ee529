using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Stucktrace.Reporting;

namespace Stucktrace.Web.Report;

/// <summary>
/// A diagnosis as one HTML file that needs nothing else: no network, no script. What the input says is encoded by the renderer, and a content
/// security policy forbids everything but the one style sheet whose hash it names.
/// </summary>
public static class HtmlReport
{
    /// <summary>Renders the result of <c>diagnose</c>.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="language">Language.</param>
    /// <returns>The whole page.</returns>
    public static async Task<string> RenderAsync(DiagnosisResult result, Language language)
    {
        ServiceCollection services = new();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        ServiceProvider provider = services.BuildServiceProvider();
        HtmlRenderer renderer = new(provider, NullLoggerFactory.Instance);
        await using (provider.ConfigureAwait(false))
        await using (renderer.ConfigureAwait(false))
        {
            ParameterView parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(ReportPage.Model)] = new PageModel(result, language),
            });
            string page = await renderer.Dispatcher
                .InvokeAsync(async () => (await renderer.RenderComponentAsync<ReportPage>(parameters).ConfigureAwait(true)).ToHtmlString())
                .ConfigureAwait(false);
            return $"<!DOCTYPE html>\n{page}\n";
        }
    }
}
