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

    /// <summary>Compares two reports.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other.</param>
    public static FailureSimilarity Compare(Report first, Report second)
    {
        bool sameFunction = first.Location?.Symbol is { } symbol && symbol == second.Location?.Symbol && first.Location.Module == second.Location.Module && (first.Kind == second.Kind || (IsStuckCpu(first.Kind) && IsStuckCpu(second.Kind)));
        bool samePlace = sameFunction && first.Location!.Offset is not null && first.Location.Offset == second.Location!.Offset;
        (StackFrame? Frame, int? Slot) one = Caller(first);
        (StackFrame? Frame, int? Slot) two = Caller(second);
        bool sameCaller = sameFunction && one.Frame?.Location is { Symbol: not null } a && two.Frame?.Location is { } b && a.Symbol == b.Symbol && a.Offset == b.Offset && a.Module == b.Module;
        int? slot = sameCaller && one.Slot == two.Slot ? one.Slot : null;
        ImmutableArray<(string Register, long Offset)> distances = samePlace
            ? [.. RegisterRoles.Read(first).StackPointers.Intersect(RegisterRoles.Read(second).StackPointers)]
            : [];
        bool? build = null;
        ulong? distance = null;
        if (sameFunction && first.Location!.Module is { } module)
            build = CodeDistances.SameBuild(CodeDistances.Shared(first, second, module), out distance, out _);

        // A loop is caught at any of its instructions, so another offset of the function is no contradiction; it is less, though. Functions of the kernel
        // itself serve many: there the caller has to agree.
        bool own = sameFunction && first.Location!.Module is not null;
        Confidence confidence = (samePlace, sameFunction, sameCaller) switch
        {
            (true, _, true) => Confidence.Strong,
            (_, true, true) => Confidence.Likely,
            (true, _, false) when own => Confidence.Likely,
            (_, true, false) when own => Confidence.Possible,
            _ => Confidence.Unknown,
        };
        return new FailureSimilarity(
            first.Id, second.Id, samePlace, sameFunction, sameCaller ? one.Frame!.Value.Location.Text() : null, slot, distances, build, distance, confidence);
    }

    // Detectors of one condition: which of them speaks first depends on settings.
    static bool IsStuckCpu(ReportKind kind) => kind is ReportKind.SoftLockup or ReportKind.HardLockup or ReportKind.RcuStall;

    // The frame that called the running function: found in the raw stack, else the first one behind it that the unwinder vouches for. A trace that the
    // report printed of itself (dump_stack) starts elsewhere and shows the running function among its frames, or not at all.
    static (StackFrame? Frame, int? Slot) Caller(Report report)
    {
        int own = -1;
        for (int i = report.Frames.Length - 1; i >= 0; i--)
        {
            if (report.Frames[i].Location.Symbol == report.Location?.Symbol && report.Frames[i].Judged == FrameJudgement.Caller)
                own = i;
        }

        for (int i = own + 1; i < report.Frames.Length; i++)
        {
            StackFrame frame = report.Frames[i];
            if (frame.Judged != FrameJudgement.Caller || frame.Context != FrameContext.Task)
                continue;
            if (own < 0 && frame.Location.Symbol?.Contains("dump_stack", StringComparison.Ordinal) == true)
                break;
            return (frame, CallerSlot.Find(report) is { } slot && slot.Frame == i ? slot.OffsetFromSp : null);
        }

        return (null, null);
    }
}
