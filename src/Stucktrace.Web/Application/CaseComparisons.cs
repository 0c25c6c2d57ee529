using Stucktrace.Formats;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Web.Storage;
using Stucktrace.Web.Uploads;

namespace Stucktrace.Web.Application;

/// <summary>Compares the newest results of two cases, by the signatures that the store groups them by.</summary>
/// <param name="services">The application.</param>
/// <param name="commands">Finds cases.</param>
sealed class CaseComparisons(ServeServices services, CaseCommands commands)
{
    /// <summary>Compares; 404 when there is no such case or it has no result.</summary>
    internal (CaseEntry First, CaseEntry Second, ComparisonVerdict Verdict) Of(string? first, string? second)
    {
        CaseEntry one = commands.Find(first), two = commands.Find(second);
        return (one, two, FailureComparer.Compare(Signature(one), Signature(two)));
    }

    FailureSignature Signature(CaseEntry entry)
    {
        _ = ResultFiles.Done(entry, null);
        return services.Store.Signature(entry.Id) ?? throw new RequestRefusedException(422, Message.Of("web.compare-nothing", entry.Id));
    }
}
