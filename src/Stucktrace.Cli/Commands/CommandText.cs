using Stucktrace.Formats;
using Stucktrace.Reporting;

namespace Stucktrace.Cli.Commands;

/// <summary>Texts of the command line in the language chosen.</summary>
/// <param name="language">The language.</param>
sealed class CommandText(Language language)
{
    internal Language Language => language;

    internal string this[string id] => Message.Of(id).Render(language);

    internal string Format(string id, params ReadOnlySpan<object?> arguments) => Message.Of(id, arguments).Render(language);
}
