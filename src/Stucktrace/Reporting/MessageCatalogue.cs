using System.Globalization;
using System.Text;
using Stucktrace.Formats;

namespace Stucktrace.Reporting;

/// <summary>
/// The one catalogue of everything that a user reads. It is filled from the tables in <c>Reporting/Messages/</c>, one file for each part of the
/// program; a test checks that every message that the code uses is here in every language with the same gaps.
/// </summary>
public static class MessageCatalogue
{
    static readonly Dictionary<string, MessageText> Texts = Build();

    /// <summary>All ids.</summary>
    public static IReadOnlyCollection<string> Ids => Texts.Keys;

    /// <summary>The text with an id.</summary>
    /// <param name="id">Name of the text.</param>
    /// <param name="text">The text in every language.</param>
    /// <returns>False when there is none.</returns>
    public static bool TryGet(string id, out MessageText text) => Texts.TryGetValue(id, out text);

    /// <summary>Renders a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="language">Language.</param>
    /// <returns>The sentence; for an id that is missing, the id itself in angle quotes, which the tests look for.</returns>
    public static string Render(this Message message, Language language)
    {
        if (!Texts.TryGetValue(message.Id, out MessageText text))
            return $"«{message.Id}»";
        CompositeFormat format = CompositeFormat.Parse(NumberForms.In(text.In(language), message.Arguments));
        object[] arguments = [.. message.Arguments.Select(a => a is Message inner ? inner.Render(language) : a)];

        // A gap that is given nothing is a fault of ours, which the tests look for; a reader gets the rest of the sentence all the same.
        if (arguments.Length < format.MinimumArgumentCount)
            arguments = [.. arguments, .. Enumerable.Repeat("?", format.MinimumArgumentCount - arguments.Length)];
        string sentence = string.Format(CultureInfo.InvariantCulture, format, arguments);
        return language == Language.Chinese && message.Arguments.Any(a => a is Message) ? WithoutInnerBlanks(sentence) : sentence;
    }

    // Chinese puts a blank around names, none between its own words; what a gap is filled with may be either.
    static string WithoutInnerBlanks(string text)
    {
        StringBuilder kept = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != ' ' || i == 0 || i + 1 == text.Length || !IsChinese(text[i - 1]) || !IsChinese(text[i + 1]))
                kept.Append(text[i]);
        }

        return kept.ToString();
    }

    static bool IsChinese(char c) => c is >= '\u4e00' and <= '\u9fff';

    static Dictionary<string, MessageText> Build()
    {
        Dictionary<string, MessageText> texts = new(512, StringComparer.Ordinal);
        Messages.LogMessages.AddTo(texts);
        Messages.DumpKernelMessages.AddTo(texts);
        Messages.ReportMessages.AddTo(texts);
        Messages.IncidentMessages.AddTo(texts);
        Messages.AttributionMessages.AddTo(texts);
        Messages.FactMessages.AddTo(texts);
        Messages.JoinMessages.AddTo(texts);
        Messages.LoopMessages.AddTo(texts);
        Messages.TerminationMessages.AddTo(texts);
        Messages.LiveMessages.AddTo(texts);
        Messages.LockMessages.AddTo(texts);
        Messages.CodeMessages.AddTo(texts);
        Messages.ElfMessages.AddTo(texts);
        Messages.DumpFileMessages.AddTo(texts);
        Messages.ExtractMessages.AddTo(texts);
        Messages.MemoryMessages.AddTo(texts);
        Messages.AdviceMessages.AddTo(texts);
        Messages.FindingMessages.AddTo(texts);
        Messages.OutputMessages.AddTo(texts);
        Messages.PageMessages.AddTo(texts);
        Messages.CommandMessages.AddTo(texts);
        Messages.RegisterMessages.AddTo(texts);
        Messages.MachineMessages.AddTo(texts);
        Messages.DumpMessages.AddTo(texts);
        Messages.WebMessages.AddTo(texts);
        Messages.TriggerMessages.AddTo(texts);
        Messages.ReproduceMessages.AddTo(texts);
        Messages.GuestMessages.AddTo(texts);
        Messages.CompareMessages.AddTo(texts);
        Messages.WalkMessages.AddTo(texts);
        return texts;
    }
}
