using System.Text;
using Stucktrace.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reporting;

/// <summary>docs/findings.md is written from the catalogue; <c>UPDATE_GOLDEN=1 ./test</c> writes it again.</summary>
public class FindingsDocumentTests
{
    [Fact]
    public void TheDocumentSaysWhatTheCatalogueSays() => Golden.Check(Path.Combine(Checkout.Root, "docs", "findings.md"), Document());

    static string Document()
    {
        StringBuilder text = new();
        text.Append("# Findings\n\nEvery claim that Stucktrace makes has one of these numbers; `stucktrace explain ST1001` prints the same text, offline.\n");
        text.Append("This file is written from the catalogue in `src/Stucktrace/Reporting/Findings/` by `UPDATE_GOLDEN=1 ./test`; a test holds both together.\n\n");
        text.Append("| Number | English | 中文 |\n|---|---|---|\n");
        foreach (FindingDescription finding in FindingCatalogue.All)
            text.Append($"| [{finding.Id}](#{Anchor(finding.Id)}) | {Cell(finding.Title.English)} | {Cell(finding.Title.Chinese)} |\n");
        foreach (FindingDescription finding in FindingCatalogue.All)
        {
            text.Append($"\n## {finding.Id}\n\n");
            Part(text, finding, Language.English);
            Part(text, finding, Language.Chinese);
        }

        return text.ToString();
    }

    static void Part(StringBuilder text, FindingDescription finding, Language language)
    {
        text.Append($"**{Cell(finding.Title.In(language))}**\n\n");
        foreach ((string label, MessageText part) in new[] { ("explain.says", finding.Says), ("explain.how-known", finding.HowKnown), ("explain.refuted-by", finding.RefutedBy), ("explain.what-to-do", finding.WhatToDo) })
            text.Append($"- *{Formats.Message.Of(label).Render(language)}*: {Cell(part.In(language))}\n");
        text.Append('\n');
    }

    static string Anchor(string id) => id.ToLowerInvariant();

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace('\n', ' ');
}
