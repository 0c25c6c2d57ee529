using System.Globalization;
using Stucktrace.Cli.Commands;
using Stucktrace.Formats;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Cli.Terminal;

/// <summary>The steps of a long command on standard error: a line for each, and one for each phase of a machine.</summary>
/// <param name="text">Texts.</param>
sealed class StepLines(CommandText text) : IProgress<ReproductionProgress>
{
    string? _last;

    public void Report(ReproductionProgress value)
    {
        string line = value.Machine is { } machine
            ? string.Create(CultureInfo.InvariantCulture, $"  {Message.Of("reproduce.phase." + machine.Phase.Kebab()).Render(text.Language)}")
            : value.Step.Render(text.Language);
        if (line == _last)
            return;
        _last = line;
        Console.Error.WriteLine(VisibleText.Of(value.Machine is { } at ? string.Create(CultureInfo.InvariantCulture, $"{line} ({at.Elapsed.TotalSeconds:0} s)") : line));
        if (value.Machine?.Note is { } note)
            Console.Error.WriteLine(VisibleText.Of(note.Render(text.Language)));
    }
}
