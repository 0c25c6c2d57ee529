using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stucktrace.Formats;
using Stucktrace.Reporting;

namespace Stucktrace.Web.Application;

/// <summary>What every page needs: language, theme, where it is, and the token for its forms.</summary>
/// <param name="Language">Language of the reader.</param>
/// <param name="Theme">light, dark, or auto for the one of the system.</param>
/// <param name="Path">Path and query of the page.</param>
/// <param name="FormToken">Value for the token's field in forms.</param>
public sealed record PageContext(Language Language, string Theme, string Path, string FormToken)
{
    /// <summary>Name of the cookie with the language.</summary>
    internal const string LanguageCookie = "stucktrace-language";

    /// <summary>Name of the cookie with the theme.</summary>
    internal const string ThemeCookie = "stucktrace-theme";

    /// <summary>Themes that there are.</summary>
    internal static readonly string[] Themes = ["auto", "light", "dark"];

    /// <summary>A text of the catalogue.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="arguments">Values for its gaps.</param>
    public string Say(string id, params ReadOnlySpan<object?> arguments) => Message.Of(id, arguments).Render(Language);

    /// <summary>A message in the reader's language.</summary>
    /// <param name="message">The message.</param>
    public string Say(Message message) => message.Render(Language);

    /// <summary>A point in time, to the minute, in UTC.</summary>
    /// <param name="time">The time.</param>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>For an answer without forms.</summary>
    internal static PageContext Of(HttpContext context, ServeServices services) => new(
        LanguageOf(context.Request, services.Settings.Language),
        Array.Find(Themes, t => t == context.Request.Cookies[ThemeCookie]) ?? Themes[0],
        context.Request.Path + context.Request.QueryString,
        string.Empty);

    /// <summary>For a page with forms: the browser gets what their token is checked against.</summary>
    internal static PageContext WithForms(HttpContext context, ServeServices services) => Of(context, services) with { FormToken = services.Forms.For(context) };

    /// <summary>The language that the reader chose; else the first of the browser's that there is; else the application's.</summary>
    internal static Language LanguageOf(HttpRequest request, Language otherwise)
    {
        string[] said = [request.Cookies[LanguageCookie] ?? string.Empty, .. request.Headers.AcceptLanguage.ToString().Split(',', 20)];
        foreach (string word in said.Select(w => w.Trim()))
        {
            if (word.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                return Language.Chinese;
            if (word.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                return Language.English;
        }

        return otherwise;
    }
}
