using System.Text;
using Stucktrace.Formats;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Dumps;

/// <summary>The pages about a dump.</summary>
public static class DumpText
{
    /// <summary>Writes one view.</summary>
    /// <param name="dump">The dump; its machine must have been readable.</param>
    /// <param name="view">Which view.</param>
    /// <param name="words">What of it: process ids, names of tasks or modules; everything when empty.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="language">Language.</param>
    /// <param name="style">What the terminal can show.</param>
    public static void Write(DumpResult dump, DumpView view, IReadOnlyList<string> words, TextWriter writer, Language language, TextStyle style)
    {
        TextSurface surface = new(writer, style);
        switch (view)
        {
            case DumpView.Ps:
                TasksText.WriteTable(surface, dump, language, words);
                break;
            case DumpView.Bt:
                TasksText.WriteStacks(surface, dump, language, words);
                break;
            case DumpView.Log:
                Log(dump, writer, style);
                break;
            case DumpView.Modules:
                ModulesText.Write(surface, dump, language, words);
                break;
            case DumpView.Cpus:
                CpusText.Write(surface, dump, language);
                break;
            case DumpView.Locks:
                LocksText.Write(surface, dump, language);
                break;
            case DumpView.Rcu:
                RcuText.Write(surface, dump, language);
                break;
            default:
                OverviewText.Write(surface, dump, language);
                break;
        }
    }

    /// <summary>Writes a piece of memory.</summary>
    /// <param name="dump">The dump; its machine must have been readable.</param>
    /// <param name="request">What to read.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="language">Language.</param>
    /// <param name="style">What the terminal can show.</param>
    public static void WriteMemory(DumpResult dump, MemoryRequest request, TextWriter writer, Language language, TextStyle style) =>
        MemoryText.Write(new TextSurface(writer, style), dump, request, language);

    internal static void Diagnostics(TextSurface surface, DumpResult dump, Language language)
    {
        foreach (InputDiagnostic diagnostic in dump.Diagnostics)
            surface.Paragraph(2, 4, new TextRun($"{diagnostic.Id}  ", Tone.Quiet), new TextRun(diagnostic.Message.Render(language), Tone.Warning));
    }

    // As long as they are: a log that is broken into columns is no log any more.
    static void Log(DumpResult dump, TextWriter writer, TextStyle style)
    {
        if (dump.Log is not { } log)
            return;
        using MemoryStream bytes = new();
        log.WriteTo(bytes);
        ReadOnlySpan<byte> rest = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            string line = VisibleText.Of(Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]));
            writer.Write(style.Unicode ? line : Reporting.Text.Ascii.Of(line));
            writer.Write('\n');
            rest = end < 0 ? [] : rest[(end + 1)..];
        }
    }
}
