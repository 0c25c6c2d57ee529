using System.Collections.Immutable;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Compares the reports that show the causes of several incidents: is it the same failure, of the same build of the same module?</summary>
public static class FailureComparison
{
    const int MostReports = 100;

    /// <summary>Compares reports judged by <see cref="FrameJudge"/>.</summary>
    /// <param name="causes">The cause's report of each incident; reports of one incident are not compared with each other's repeats.</param>
    /// <param name="path">Path of an input by its index, for the commands that show the evidence; null for a placeholder.</param>
    public static FailureComparisonResult Compare(ImmutableArray<Report> causes, Func<int, string>? path = null)
    {
        // Sleepers all sleep in the same few functions: their place tells nothing.
        Report[] reports = [.. causes.Where(r => r.SameAs is null && r.Location?.Symbol is not null && r.Kind is not (ReportKind.HungTask or ReportKind.WorkqueueLockup or ReportKind.TaskDump or ReportKind.NmiBacktrace)).Take(MostReports)];
        if (reports.Length < 2)
            return FailureComparisonResult.Empty;
        ImmutableArray<FailureSimilarity>.Builder pairs = ImmutableArray.CreateBuilder<FailureSimilarity>();
        ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();
        ImmutableArray<ModulePresence> modules = [];
        int largest = 1;
        foreach (IGrouping<(string?, string?), Report> group in reports.GroupBy(r => (r.Location!.Symbol, r.Location.Module)))
        {
            Report first = group.First();
            List<Report> same = [first];
            foreach (Report other in group.Skip(1))
            {
                FailureSimilarity similarity = Compare(first, other);
                pairs.Add(similarity);
                if (!similarity.SameFailure)
                    continue;
                // One pair is told in full; further ones only count.
                if (same.Count == 1)
                    ComparisonFindings.Add(first, other, similarity, findings, path);
                same.Add(other);
            }

            if (same.Count > largest)
            {
                largest = same.Count;
                modules = Presence(same);
                ComparisonFindings.AddModules(same, modules, findings, path);
            }
        }

        return new FailureComparisonResult(pairs.ToImmutable(), modules, findings.ToImmutable());
    }

    /// <summary>Says for each third-party module in which of some reports it was loaded.</summary>
    /// <param name="reports">Reports of one failure; those without a module list do not count.</param>
    public static ImmutableArray<ModulePresence> Presence(IReadOnlyList<Report> reports)
    {
        Report[] listed = [.. reports.Where(r => !r.Modules.IsEmpty)];
        if (listed.Length < 2)
            return [];
        string[] names = [.. listed.SelectMany(r => r.Modules).Where(m => m.ThirdParty).Select(m => m.Name).Distinct(StringComparer.Ordinal)];
        return
        [
            .. names.Select(name => new ModulePresence(
                name,
                [.. listed.Where(r => r.Modules.Any(m => m.Name == name)).Select(r => r.Id)],
                [.. listed.Where(r => !r.Modules.Any(m => m.Name == name)).Select(r => r.Id)])),
        ];
    }

    /// <summary>Compares two reports judged by <see cref="FrameJudge"/>.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other.</param>
    public static FailureSimilarity Compare(Report first, Report second) => Compare(FailureTraces.Of(first), FailureTraces.Of(second));

    /// <summary>Compares what two reports show.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other.</param>
    public static FailureSimilarity Compare(FailureTrace first, FailureTrace second)
    {
        CodeLocation? one = first.Subject?.Location, two = second.Subject?.Location;
        bool sameFunction = one?.Symbol is { } symbol && symbol == two?.Symbol && one.Module == two.Module && IsOneCondition(first.Kind, second.Kind);
        bool samePlace = sameFunction && one!.Offset is not null && one.Offset == two!.Offset;
        TracedPlace? a = first.Callers.FirstOrDefault(), b = second.Callers.FirstOrDefault();
        bool sameCaller = sameFunction && a?.Location.Symbol is not null && b is not null && SamePlace(a.Location, b.Location);
        int? slot = sameCaller && a!.Slot == b!.Slot ? a.Slot : null;
        bool sameInner = SamePlace((first.Inner ?? first.Subject)?.Location, (second.Inner ?? second.Subject)?.Location);
        ImmutableArray<(string Register, long Offset)> distances = samePlace && sameInner ? [.. first.StackPointers.Intersect(second.StackPointers)] : [];
        bool? build = null;
        ulong? distance = null;
        if (sameFunction && one!.Module is { } module)
            build = CodeDistances.SizeThatDiffers(first, second, module) is null ? CodeDistances.SameBuild(CodeDistances.Shared(first, second, module), out distance, out _) : false;

        // A loop is caught at any of its instructions, so another offset of the function is no contradiction; it is less, though. Functions of the kernel
        // itself serve many: there the caller has to agree.
        bool own = sameFunction && one!.Module is not null;
        Confidence confidence = (samePlace, sameFunction, sameCaller) switch
        {
            (true, _, true) => Confidence.Strong,
            (_, true, true) => Confidence.Likely,
            (true, _, false) when own => Confidence.Likely,
            (_, true, false) when own => Confidence.Possible,
            _ => Confidence.Unknown,
        };
        return new FailureSimilarity(first.Report, second.Report, samePlace, sameFunction, sameCaller ? a!.Location.Text() : null, slot, distances, build, distance, confidence);
    }

    /// <summary>True when two kinds of report can announce one condition: which detector of a stuck CPU speaks first depends on settings.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other.</param>
    public static bool IsOneCondition(ReportKind first, ReportKind second) => first == second || (IsStuckCpu(first) && IsStuckCpu(second));

    /// <summary>True for reports of a CPU that does not get on: it was caught wherever it happened to be.</summary>
    internal static bool IsStuckCpu(ReportKind kind) => kind is ReportKind.SoftLockup or ReportKind.HardLockup or ReportKind.RcuStall;

    static bool SamePlace(CodeLocation? first, CodeLocation? second) =>
        first is not null && second is not null && first.Symbol == second.Symbol && first.Offset == second.Offset && first.Module == second.Module;
}
