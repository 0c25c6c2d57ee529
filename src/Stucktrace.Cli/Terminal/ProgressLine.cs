using System.Diagnostics;
using Stucktrace.Cli.Commands;

namespace Stucktrace.Cli.Terminal;

/// <summary>One line on standard error that shows how far reading has come, from the first second on, and is wiped at the end.</summary>
sealed class ProgressLine : IProgress<DiagnosisProgress>, IDisposable
{
    readonly CommandText _text;
    readonly long _start = Stopwatch.GetTimestamp();
    long _shown;
    bool _visible;

    ProgressLine(CommandText text) => _text = text;

    public void Report(DiagnosisProgress value)
    {
        // Quick runs show nothing; slow ones are told four times a second.
        if (Stopwatch.GetElapsedTime(_start) < TimeSpan.FromSeconds(1) || (_visible && Stopwatch.GetElapsedTime(_shown) < TimeSpan.FromMilliseconds(250)))
            return;
        _shown = Stopwatch.GetTimestamp();
        _visible = true;
        string name = Reporting.Text.VisibleText.Of(Path.GetFileName(value.Path));
        string read = (value.BytesRead / 1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string share = value.BytesTotal is > 0 and long total ? $"{Math.Min(100, value.BytesRead * 100 / total)} %" : string.Empty;
        Console.Error.Write($"\r\u001b[K{_text.Format("command.progress", name, read, share)}");
    }

    public void Dispose()
    {
        if (_visible)
            Console.Error.Write("\r\u001b[K");
        _visible = false;
    }

    internal static ProgressLine? IfUseful(bool quiet, CommandText text) =>
        quiet || Console.IsErrorRedirected || TerminalStyle.IsDumb ? null : new ProgressLine(text);
}
