using Stucktrace.Reporting.Text;

namespace Stucktrace.Cli.Terminal;

/// <summary>What the terminal at standard output can do.</summary>
static class TerminalStyle
{
    internal static bool IsDumb => Environment.GetEnvironmentVariable("TERM") is "dumb";

    /// <summary>Colour and width for standard output: plain when it is not a terminal, TERM is dumb, or NO_COLOR or --no-color asks for it.</summary>
    internal static TextStyle ForOutput(bool noColor)
    {
        bool terminal = !Console.IsOutputRedirected;
        bool color = terminal && !noColor && !IsDumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        if (!terminal && !noColor && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FORCE_COLOR")))
            color = true;
        return new TextStyle(Width(terminal), color, Unicode);
    }

    /// <summary>Plain text for a file.</summary>
    internal static TextStyle ForFile { get; } = new(100, Colour: false, Unicode: true);

    static int Width(bool terminal)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), System.Globalization.CultureInfo.InvariantCulture, out int columns) && columns is >= 40 and <= 400)
            return columns;
        if (!terminal)
            return 100;
        int width = Console.WindowWidth;
        return width is >= 40 and <= 400 ? width : 80;
    }

    // A terminal shows UTF-8 when the locale says so; "C" and "POSIX" do not, and neither does TERM=linux's font for much of it.
    static bool Unicode
    {
        get
        {
            string? locale = FirstSet("LC_ALL", "LC_CTYPE", "LANG");
            return !IsDumb && locale is not null && locale.Contains("UTF", StringComparison.OrdinalIgnoreCase);
        }
    }

    static string? FirstSet(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                return value;
        }

        return null;
    }
}
