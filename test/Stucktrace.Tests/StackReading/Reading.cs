using System.Collections.Immutable;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents;
using Stucktrace.Reporting;

namespace Stucktrace.Tests.StackReading;

/// <summary>Reads text the way the pipeline does, without files.</summary>
static class Reading
{
    internal static ImmutableArray<Report> Reports(string text, int input = 0)
    {
        ReportReader reader = new(ReadLimits.Default);
        long line = 0;
        foreach (string each in text.Split('\n'))
            reader.Accept(new LogRecord(input, ++line, each.TrimEnd(), default, null, input));
        reader.Flush();
        return [.. reader.Reports.Select(r => r with { Id = $"{input}:{r.Id}" })];
    }

    internal static Report Judged(string text, ReportKind kind = ReportKind.SoftLockup, int input = 0) => FrameJudge.Judge(Reports(text, input).First(r => r.Kind == kind));

    internal static string English(this Finding finding) => finding.Claim.Render(Language.English);

    /// <summary>The one finding with a number whose claim has a text.</summary>
    internal static Finding One(this IEnumerable<Finding> findings, string id, string text) =>
        Assert.Single(findings, f => f.Id == id && f.English().Contains(text, StringComparison.Ordinal));
}
