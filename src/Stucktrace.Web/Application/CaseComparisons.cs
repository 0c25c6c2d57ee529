using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Reporting.Json;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Web.Storage;
using Stucktrace.Web.Uploads;

namespace Stucktrace.Web.Application;

/// <summary>Compares the newest results of two cases.</summary>
/// <param name="commands">Finds cases.</param>
/// <param name="files">Results.</param>
sealed class CaseComparisons(CaseCommands commands, ResultFiles files)
{
    /// <summary>Compares; 404 when there is no such case or it has no result.</summary>
    internal (CaseEntry First, CaseEntry Second, ComparisonVerdict Verdict) Of(string? first, string? second)
    {
        CaseEntry one = commands.Find(first), two = commands.Find(second);
        return (one, two, FailureComparer.Compare(Signature(one), Signature(two)));
    }

    FailureSignature Signature(CaseEntry entry)
    {
        ImmutableArray<FailureSignature> signatures = ReportFile.Read(files.Json(entry, ResultFiles.Done(entry, null)), ComparisonLimits.Default, out Message? problem);
        return signatures.IsEmpty ? throw new RequestRefusedException(422, problem ?? Message.Of("web.compare-nothing", entry.Id)) : signatures[0];
    }
}
