using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Stucktrace.Reporting.View;

/// <summary>Says of each step of the advice what it rests on: which findings of this case, or none.</summary>
static class AdviceGrounds
{
    const int MostFindings = 3;

    // What a step rests on where it is among the findings, most important first. A step that is in neither table is general advice.
    static readonly FrozenDictionary<string, string[]> Grounds = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["advice.task-lookup"] = ["ST2002", "ST1810", "ST1802", "ST1801", "ST1001"],
        ["advice.list-walk"] = ["ST2002", "ST1810", "ST1802", "ST1801", "ST1001"],
        ["advice.loop"] = ["ST2002", "ST1810", "ST1802", "ST1801", "ST1001"],
        ["advice.spinlock"] = ["ST2007", "ST1307", "ST1809", "ST2006", "ST1303", "ST1001"],
        ["advice.mutex"] = ["ST2005", "ST2006", "ST1809", "ST1303", "ST1004"],
        ["advice.rcu-deadlock"] = ["ST2004", "ST1301", "ST1003"],
        ["advice.lost-wakeup"] = ["ST1004", "ST1401"],
        ["advice.user-space"] = ["ST1305", "ST1004"],
        ["advice.restart-answerer"] = ["ST1305", "ST1004"],
        ["advice.atomic"] = ["ST1010", "ST1012"],
        ["advice.null"] = ["ST1808", "ST1109", "ST1005"],
        ["advice.use-after-free"] = ["ST1108", "ST1109", "ST1005"],
        ["advice.corruption"] = ["ST1108", "ST1005"],
        ["advice.storage"] = ["ST1304", "ST1008", "ST1004"],
        ["advice.check-storage"] = ["ST1304", "ST1008", "ST1004"],
        ["advice.memory"] = ["ST1007", "ST1304"],
        ["advice.limit-memory"] = ["ST1007", "ST1304"],
        ["advice.hardware"] = ["ST1008"],
        ["advice.starved"] = ["ST1404", "ST1001"],
        ["advice.find-stuck-cpu"] = ["ST1302", "ST1001"],
        ["advice.kernel"] = ["ST1404", "ST1005", "ST1001", "ST1004"],
        ["advice.only-suspected"] = ["ST1401", "ST1201"],
        ["advice.unload"] = ["ST1401"],
        ["advice.keep-out"] = ["ST1401"],
        ["advice.ask-vendor"] = ["ST1401"],
        ["advice.only-reset-helps"] = ["ST2002", "ST1810", "ST1001", "ST1002", "ST1003"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenDictionary<string, AdviceGround> Others = new Dictionary<string, AdviceGround>(StringComparer.Ordinal)
    {
        ["advice.exports"] = AdviceGround.Kernel,
        ["advice.exports-old"] = AdviceGround.Kernel,
        ["advice.sysctls"] = AdviceGround.Kernel,
        ["advice.kdump"] = AdviceGround.Kernel,
        ["advice.add-module"] = AdviceGround.Missing,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Ids of the texts that rest on something, with the numbers of findings that they may rest on.</summary>
    internal static IReadOnlyDictionary<string, string[]> Table => Grounds;

    /// <summary>What a step rests on.</summary>
    /// <param name="advice">The step.</param>
    /// <param name="result">The diagnosis that it is part of.</param>
    internal static (AdviceGround Ground, ImmutableArray<string> Findings) Of(Advice advice, DiagnosisResult result)
    {
        if (!Grounds.TryGetValue(advice.Text.Id, out string[]? wanted))
            return (Others.GetValueOrDefault(advice.Text.Id), []);
        Finding[] found = [.. wanted.Select(id => Best(result, id)).OfType<Finding>().Take(MostFindings)];
        return found.Length == 0 ? (AdviceGround.General, [])
            : (found.Any(f => f.Confidence == Confidence.Proven) ? AdviceGround.Proof : AdviceGround.Findings, [.. found.Select(f => f.Id)]);
    }

    // The surest finding of a number that is about the verdict's incident.
    static Finding? Best(DiagnosisResult result, string id) =>
        result.Findings.Where(f => f.Id == id && (f.Incident is null || f.Incident == result.Verdict.Incident)).MaxBy(f => f.Confidence);
}
