using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Stucktrace.Web.Report;

/// <summary>
/// The style sheets and scripts of the page: files in <c>Assets/</c>, one for each part of the page, which travel inside this assembly. Each becomes
/// an element of its own; the content security policy names their hashes and allows nothing else.
/// </summary>
static class PageAssets
{
    /// <summary>Style sheets, the one of the whole page first: later ones build on its colours.</summary>
    static readonly ImmutableArray<string> Sheets = [.. Read(["page.css", "first.css", "code.css", "chain.css", "repair.css", "timeline.css", "sections.css", "walk.css"])];

    /// <summary>The script that runs before anything is laid out.</summary>
    static readonly ImmutableArray<string> First = [.. Read(["head.js"])];

    /// <summary>Scripts, the one of the whole page first: later ones use what it offers. The page works without any of them.</summary>
    static readonly ImmutableArray<string> Programs = [.. Read(["page.js", "walk-data.js", "walk-origin.js", "walk.js"])];

    /// <summary>Value of the policy.</summary>
    internal static string Policy { get; } =
        $"default-src 'none'; style-src {Hashes(Sheets)}; script-src {Hashes([.. First, .. Programs])}; base-uri 'none'; form-action 'none'";

    /// <summary>The style elements; their text is ours alone, so it goes into the page as it is.</summary>
    internal static string Styles { get; } = string.Concat(Sheets.Select(s => $"<style>{s}</style>\n"));

    /// <summary>The script element for the head.</summary>
    internal static string FirstScript { get; } = $"<script>{First[0]}</script>\n";

    /// <summary>The script elements, for the end of the page.</summary>
    internal static string Scripts { get; } = string.Concat(Programs.Select(s => $"<script>{s}</script>\n"));

    static string Hashes(ImmutableArray<string> texts) =>
        string.Join(' ', texts.Select(t => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(t)))}'"));

    static IEnumerable<string> Read(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
            using StreamReader reader = new(file, Encoding.UTF8);
            yield return reader.ReadToEnd();
        }
    }
}
