using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Says what two reports of one failure show together: ST15xx.</summary>
static class ComparisonFindings
{
    public static void Add(Report first, Report second, FailureSimilarity similarity, ImmutableArray<Finding>.Builder findings, Func<int, string>? path)
    {
        Pair pair = new(first, second, findings, path);
        AddSame(pair, similarity);
        AddDistances(pair, similarity);
        AddBuild(pair, similarity);
        AddRoles(pair);
    }

    public static void AddModules(List<Report> reports, ImmutableArray<ModulePresence> modules, ImmutableArray<Finding>.Builder findings, Func<int, string>? path)
    {
        string[] shared = [.. modules.Where(m => m.Always).Select(m => m.Name)];
        string[] cleared = [.. modules.Where(m => !m.Always).Select(m => m.Name)];
        if (shared.Length == 0 && cleared.Length == 0)
            return;
        List<Evidence> evidence = [];
        List<string> checks = [];
        foreach (Report report in reports.Where(r => !r.Modules.IsEmpty).Take(4))
        {
            long line = report.Modules[0].Line;
            evidence.Add(report.At(line));
            checks.Add(CheckCommand.Of(report, path?.Invoke(report.Input) ?? "FILE", [line]));
        }

        string names = string.Join(", ", shared);
        Message claim = (shared.Length, cleared.Length) switch
        {
            (0, _) => Message.Of("fact.compare.no-module-shared", string.Join(", ", cleared)),
            (_, 0) => Message.Of("fact.compare.modules-shared", names),
            (1, _) => Message.Of("fact.compare.one-module-shared", names, string.Join(", ", cleared)),
            _ => Message.Of("fact.compare.some-modules-shared", names, string.Join(", ", cleared)),
        };
        findings.Add(new Finding("ST1505", claim, Confidence.Strong, [.. evidence], [.. checks], null, 74));
    }

    static void AddSame(Pair pair, FailureSimilarity similarity)
    {
        CodeLocation place = pair.First.Location!;
        Message claim = similarity switch
        {
            { SamePlace: true, Caller: { } caller, CallerSlot: { } slot } => Message.Of("fact.compare.same-slot", place.Text(), caller, RegisterText.Slot(pair.First, slot)),
            { SamePlace: true, Caller: { } caller } => Message.Of("fact.compare.same-caller", place.Text(), caller),
            { SamePlace: true } => Message.Of("fact.compare.same-place", place.Text()),
            { Caller: { } caller } => Message.Of("fact.compare.same-function-caller", place.Symbol, caller),
            _ => Message.Of("fact.compare.same-function", place.Symbol),
        };
        pair.Add("ST1501", claim, similarity.Confidence, 90, r => [r.LocationLine ?? r.FirstLine, .. CallerLines(r)]);
    }

    static void AddDistances(Pair pair, FailureSimilarity similarity)
    {
        foreach (IGrouping<long, (string Register, long Offset)> group in similarity.EqualDistances.Where(d => RegisterRoles.IsArgument(d.Register)).GroupBy(d => d.Offset))
        {
            string names = string.Join(" = ", group.Select(d => RegisterText.Name(pair.First, d.Register)));
            pair.Add("ST1503", Message.Of(group.Key > similarity.CallerSlot ? "fact.compare.equal-distance" : "fact.compare.same-stack-place", names, RegisterText.Slot(pair.First, group.Key)), Confidence.Strong, 42,
                r => [r.Registers.Lines[RegisterText.StackPointer(r)!], .. group.Select(d => r.Registers.Lines[d.Register])]);
        }
    }

    static void AddBuild(Pair pair, FailureSimilarity similarity)
    {
        if (similarity.SameBuild is not { } same || pair.First.Location?.Module is not { } module)
            return;
        List<CodeDistances.SharedPlace> shared = CodeDistances.Shared(FailureTraces.Of(pair.First), FailureTraces.Of(pair.Second), module);
        CodeDistances.SameBuild(shared, out ulong? distance, out CodeDistances.SharedPlace far);
        if (!same)
        {
            pair.Add("ST1502", Message.Of("fact.compare.other-build", module), Confidence.Strong, 50, r => [r.LocationLine ?? r.FirstLine]);
            return;
        }

        if (distance is not { } bytes)
        {
            pair.Add("ST1502", Message.Of("fact.compare.same-sizes", module, shared.Count), Confidence.Likely, 48, r => [r.LocationLine ?? r.FirstLine]);
            return;
        }

        CodeLocation near = shared.First(p => p.First.Address is not null && p.Second.Address is not null).First;
        bool moved = far.First.Address != far.Second.Address;
        pair.Add("ST1502", Message.Of(moved ? "fact.compare.same-build-moved" : "fact.compare.same-build", module, near.Text(), far.First.Text(), RegisterText.Hex(bytes)), Confidence.Strong, 72,
            r => [r.LocationLine ?? r.FirstLine, ReferenceEquals(r, pair.First) ? far.FirstLine : far.SecondLine]);
    }

    // A register that holds current each time, and one that holds another small number each time, neither the task's own pid.
    static void AddRoles(Pair pair)
    {
        if (pair.First.Location?.Offset != pair.Second.Location?.Offset)
            return;
        RegisterRoles one = RegisterRoles.Read(pair.First);
        RegisterRoles two = RegisterRoles.Read(pair.Second);
        foreach (string register in one.Current.Intersect(two.Current))
            pair.Add("ST1504", Message.Of("fact.compare.current", RegisterText.Name(pair.First, register)), Confidence.Strong, 62, r => [r.Registers.Lines[register]]);
        foreach (PidCandidate pid in one.PidLike.Where(p => !p.Own))
        {
            if (two.PidLike.FirstOrDefault(p => p.Register == pid.Register && !p.Own) is not { } other || other.Value == pid.Value)
                continue;
            bool asked = pid.Argument is not null || other.Argument is not null;
            pair.Add("ST1504", Message.Of(asked ? "fact.compare.pid-asked" : "fact.compare.pid", RegisterText.Name(pair.First, pid.Register), Number(pid.Value), Number(other.Value)),
                asked ? Confidence.Strong : Confidence.Likely, 68, r => [r.Registers.Lines[pid.Register]]);
        }

        foreach (CursorCandidate cursor in one.Cursors.Where(c => two.Cursors.Any(o => o.Register == c.Register)))
            pair.Add("ST1504", Message.Of("fact.compare.cursor", RegisterText.Name(pair.First, cursor.Register)), Confidence.Likely, 56, r => [r.Registers.Lines[cursor.Register]]);
    }

    static IEnumerable<long> CallerLines(Report report) => report.Frames.Where(f => f.Judged == FrameJudgement.Caller).Take(1).Select(f => f.Line);

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Two reports and where findings about both go.</summary>
    sealed record Pair(Report First, Report Second, ImmutableArray<Finding>.Builder Findings, Func<int, string>? Path)
    {
        public void Add(string id, Message claim, Confidence confidence, int weight, Func<Report, IEnumerable<long>> lines)
        {
            ImmutableArray<Evidence>.Builder evidence = ImmutableArray.CreateBuilder<Evidence>();
            ImmutableArray<string>.Builder checks = ImmutableArray.CreateBuilder<string>();
            foreach (Report report in (ReadOnlySpan<Report>)[First, Second])
            {
                long[] each = [.. lines(report).Distinct()];
                evidence.AddRange(each.Select(l => report.At(l)));
                checks.Add(CheckCommand.Of(report, Path?.Invoke(report.Input) ?? "FILE", each));
            }

            Findings.Add(new Finding(id, claim, confidence, evidence.ToImmutable(), checks.ToImmutable(), null, weight));
        }
    }
}
