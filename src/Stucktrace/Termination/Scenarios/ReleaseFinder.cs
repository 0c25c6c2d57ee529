using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;

namespace Stucktrace.Termination.Scenarios;

/// <summary>
/// What would set an endless loop free: each word that the proof freezes is taken out of the certificate in turn; where the checker then meets a
/// branch that is no longer decided, a write to that word could turn this branch. Words of one field are told together.
/// </summary>
static class ReleaseFinder
{
    const int MostWords = 400;

    internal static ImmutableArray<Release> Find(ModuleCode code, LoopFacts loop, ScenarioRow row)
    {
        if (row.Outcome.Certificate is not { } proof || proof.Frozen.Length > MostWords || proof.Steps > 100_000)
            return [];
        Dictionary<(string Field, ulong Branch), List<FrozenWord>> deciding = [];
        foreach (FrozenWord word in proof.Frozen)
        {
            ProofVerdict without = ProofChecker.Check((proof with { Frozen = proof.Frozen.Remove(word) }).Sealed());
            if (without.IsAccepted || without.At == 0)
                continue;
            (string, ulong) key = (FieldOf(row.Stage, word.Address), without.At);
            if (!deciding.TryGetValue(key, out List<FrozenWord>? words))
                deciding.Add(key, words = []);
            words.Add(word);
        }

        return [.. deciding.OrderBy(d => d.Key.Branch).Select(d => Describe(code, loop, row, d.Key.Field, d.Key.Branch, d.Value))];
    }

    static string FieldOf(TaskStage? stage, ulong address)
    {
        if (stage?.Model.At(address) is { } task)
            return string.Create(CultureInfo.InvariantCulture, $"task+0x{address - task.Address:x}");
        return string.Create(CultureInfo.InvariantCulture, $"0x{address:x}");
    }

    static Release Describe(ModuleCode code, LoopFacts loop, ScenarioRow row, string field, ulong branch, List<FrozenWord> words)
    {
        ExitCondition? exit = loop.Exits.FirstOrDefault(e => e.BranchAt == branch);
        if (row.Stage is { } stage && words.TrueForAll(w => stage.Model.At(w.Address) is not null))
        {
            bool isPid = exit?.Meaning is ExitMeaning.FieldEqualsArgument or ExitMeaning.FieldHasValue && words[0].Bytes == 4;
            if (isPid)
                return new Release(Message.Of("end.release.pid", stage.WantedPid), Message.Of("end.release.pid-who"), branch, words.Count);
            Message what = stage.Current.IsLeader ? Message.Of("end.release.next") : Message.Of("end.release.node", stage.Current.Comm);
            return new Release(what, stage.Current.IsLeader ? Message.Of("end.release.next-who") : Message.Of("end.release.node-who"), branch, words.Count);
        }

        string name = code.Image.Describe(words[0].Address)?.Text ?? field;
        bool inModule = code.Image.SectionAt(words[0].Address) is not null;
        bool written = inModule && WordWriters.Of(code).MayBeWritten(words[0].Address, words[0].Bytes);
        return new Release(
            Message.Of("end.release.word", name, string.Create(CultureInfo.InvariantCulture, $"0x{words[0].Value:x}")),
            Message.Of(!inModule ? "end.release.word-outside" : written ? "end.release.word-written" : "end.release.word-nobody"),
            branch,
            words.Count);
    }
}
