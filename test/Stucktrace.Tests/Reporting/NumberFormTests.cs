using System.Text.RegularExpressions;
using Stucktrace.Formats;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Text;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reporting;

/// <summary>English sentences say "1 task waits", never "1 tasks wait".</summary>
public partial class NumberFormTests
{
    // Nouns that the catalogue counts: whatever stands before "(s)" somewhere in it.
    static readonly Lazy<HashSet<string>> Counted = new(() => [.. MessageCatalogue.Ids.SelectMany(id => Noun().Matches(English(id))).Select(m => m.Groups["noun"].Value)]);

    /// <summary>The cases of the lab, each with its module.</summary>
    public static TheoryData<string, string> Cases { get; } = new()
    {
        { "A1_main_rcu_kaslr.txt", "dirpro_rcu.ko" }, { "A2_plain_nokaslr.txt", "dirpro.ko" }, { "A6_leader_caller.txt", "dirpro_rcu.ko" },
        { "B1_softlockup_panic.txt", "dirpro_rcu.ko" }, { "K1_kdump_hung_task_panic.txt", "dirpro_rcu.ko" }, { "S1_stripped.txt", "stripped" },
        { "v1_inline.txt", "v1_inline.ko" }, { "v3_correct.txt", "v3_correct.ko" }, { "v7_abba.txt", "v7_abba.ko" }, { "v8_flag.txt", "v8_flag.ko" },
        { "v9_mutex.txt", "v9_mutex.ko" }, { "v10_oops.txt", "v10_oops.ko" },
    };

    [GeneratedRegex(@"(?<noun>[A-Za-z-]+)\(s\)", RegexOptions.None, 10_000)]
    private static partial Regex Noun();

    [GeneratedRegex(@"\{\d\}|\{\d:[^}]*\}", RegexOptions.None, 10_000)]
    private static partial Regex Gap();

    // A number that is one, and some words behind it.
    [GeneratedRegex(@"(?<![\w.:/#+-])1(?: (?<word>[A-Za-z-]+)\b){1,4}", RegexOptions.None, 10_000)]
    private static partial Regex One();

    // Between number and noun stands none of these.
    static readonly string[] Between = ["of", "in", "from", "to", "at", "and", "or", "by", "is", "are", "not", "the", "with", "has", "was", "holds"];

    // Words that are also what a module or a task does: "{0} runs this".
    static readonly string[] Deeds = ["runs", "registers"];

    static readonly string[] VerbsOfMany = ["wait", "sleep", "hang", "block", "are", "were", "have", "lie"];

    static string English(string id) => MessageCatalogue.TryGet(id, out MessageText text) ? text.English : "";

    /// <summary>What is said wrongly of one thing.</summary>
    static IEnumerable<string> Wrong(string text)
    {
        foreach (Match one in One().Matches(text))
        {
            string[] words = [.. one.Groups["word"].Captures.Select(c => c.Value)];
            string[] counted = [.. words.TakeWhile(w => !Between.Contains(w))];
            int at = Array.FindIndex(counted, w => Counted.Value.Contains(w) || Counted.Value.Contains(w.TrimEnd('s')));
            if (at >= 0 && (counted[at].EndsWith('s') ? !Counted.Value.Contains(counted[at]) && !Deeds.Contains(counted[at]) : words.Length > at + 1 && VerbsOfMany.Contains(words[at + 1])))
                yield return string.Join(' ', words);
        }
    }

    [Theory]
    [InlineData("1", "1 file with 1 kB, and the reports of 1 run, are then gone for good.")]
    [InlineData("2", "2 files with 2 kB, and the reports of 2 runs, are then gone for good.")]
    [InlineData("0", "0 files with 0 kB, and the reports of 0 runs, are then gone for good.")]
    [InlineData("11", "11 files with 11 kB, and the reports of 11 runs, are then gone for good.")]
    public void TheGapBeforeTheNounDecides(string number, string said) =>
        Assert.Equal(said, Message.Of("web.delete-what", number, $"{number} kB", number).Render(Language.English));

    [Theory]
    [InlineData(1, "1 analysis is waiting already. Try again later.")]
    [InlineData(3, "3 analyses are waiting already. Try again later.")]
    public void VerbsAndOtherEndingsFollow(int number, string said) => Assert.Equal(said, Message.Of("web.too-busy", number).Render(Language.English));

    [Theory]
    [InlineData("; 1 tasks wait for a lock", "tasks wait for a")]
    [InlineData("1 hung-task reports seen", "hung-task reports seen")]
    [InlineData("1 task wait for a lock", "task wait for a")]
    [InlineData("CPU 1 reports itself; 11 tasks wait, line 1 of files, 1 task waits; 2.1 seconds", null)]
    public void WhatIsLookedForIsFound(string text, string? wrong) => Assert.Equal(wrong is null ? [] : [wrong], Wrong(text.Replace("CPU 1 ", "", StringComparison.Ordinal)));

    [Fact]
    public void EverySentenceCanBeSaidOfOne() => Assert.Empty(MessageCatalogue.Ids.SelectMany(id =>
        Wrong(Message.Of(id, [.. Enumerable.Repeat<object>("1", Gap().Count(English(id)))]).Render(Language.English)).Select(w => $"{id}: {w}")));

    [Fact]
    public void NoPairIsLeftInASentence() => Assert.DoesNotContain(MessageCatalogue.Ids, id =>
        Message.Of(id, [.. Enumerable.Repeat<object>("2", Gap().Count(English(id)))]).Render(Language.English) is var said && (said.Contains("(s)", StringComparison.Ordinal) || (said.Contains('|', StringComparison.Ordinal) && English(id).Contains("(s)", StringComparison.Ordinal))));

    [Theory, MemberData(nameof(Cases))]
    public void ReportsOfTheLabSayItRight(string log, string module) =>
        AssertRight([Checkout.Shared("lab", "logs", log), Checkout.Shared("lab", "ko", module)]);

    [Fact]
    public void TheReportOfTheFoundingCaseSaysItRight() => AssertRight([Checkout.Sample("dirpro")]);

    static void AssertRight(IReadOnlyList<string> inputs)
    {
        // Wide enough that no sentence is broken; numbers of CPUs, lines and tasks are names, not counts.
        string text = Outputs.Text(Diagnosis.Run(inputs, new DiagnosisOptions()), Language.English, new TextStyle(4000));
        Assert.Empty(Wrong(Named().Replace(text, "")));
    }

    [GeneratedRegex(@"\b(?:CPU|line|task|step|round|report|#) ?1\b", RegexOptions.None, 10_000)]
    private static partial Regex Named();
}
