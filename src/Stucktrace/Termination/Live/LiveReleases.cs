using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Termination.Live;

/// <summary>What would set a loop in a dump free: the words that decide, told together where they are one field of the objects on a list.</summary>
/// <param name="study">What is known so far.</param>
/// <param name="names">Names places.</param>
/// <param name="writers">Says who may write a word of a module's memory.</param>
sealed class LiveReleases(LiveStudy study, LiveNames names, Func<ulong, int, Message?> writers)
{
    const int Most = 12;

    /// <summary>Describes them.</summary>
    /// <param name="deciding">The words that decide.</param>
    internal ImmutableArray<Release> Of(DecidingWords deciding)
    {
        Dictionary<(string What, ulong Branch), List<FrozenWord>> groups = [];
        HashSet<ulong> links = [.. study.List?.Ring.Select(n => n.Link) ?? []];
        ulong[] objects = [.. study.List?.Ring.Select(n => n.Object).Where(o => o != 0) ?? []];
        foreach ((FrozenWord word, ulong branch) in deciding.Words)
        {
            string what = links.Contains(word.Address) ? "link"
                : study.Wanted is { } wanted && branch == wanted.Branch && objects.Contains(word.Address - (ulong)wanted.FieldOffset) ? "wanted"
                : word.Name ?? Hexadecimal.Address(word.Address);
            // What a CPU keeps on its own stack nobody else writes.
            if (study.Task is { Stack: > 0 } task && word.Address - task.Stack < 16384)
                continue;
            if (!groups.TryGetValue((what, branch), out List<FrozenWord>? words))
                groups.Add((what, branch), words = []);
            words.Add(word);
        }

        return [.. groups.OrderByDescending(g => g.Value.Count).Take(Most).OrderBy(g => g.Key.Branch).Select(g => Describe(g.Key.What, g.Key.Branch, g.Value))];
    }

    Release Describe(string what, ulong branch, List<FrozenWord> words)
    {
        bool isTasks = study.List is { IsTasks: true, Field: "task_struct.tasks.next" };
        string place = names.Place(branch);
        if (what == "wanted" && study.Wanted is { } wanted)
        {
            return isTasks && wanted.Field == "task_struct.pid"
                ? new Release(Message.Of("end.release.pid", (int)wanted.Value), Message.Of("end.release.pid-who"), branch, words.Count)
                : new Release(Message.Of("live.release.field", Offset(wanted.FieldOffset), Hexadecimal.Address(wanted.Value)), Message.Of("live.release.others"), branch, words.Count);
        }

        if (what == "link")
        {
            if (isTasks && study.Task is { } task && !study.List!.Ring.Any(n => n.Object == task.Address))
                return new Release(Message.Of(task.IsLeader ? "end.release.next" : "end.release.node", task.Comm), Message.Of(task.IsLeader ? "end.release.next-who" : "end.release.node-who"), branch, words.Count);
            return new Release(Message.Of("live.release.link", words.Count), Message.Of("live.release.others"), branch, words.Count);
        }

        return new Release(Message.Of("live.release.word", what, Hexadecimal.Address(words[0].Value), place), Who(words[0]), branch, words.Count);
    }

    // A word that lies in a task, or on its stack, is mostly that task's own affair.
    Message Who(FrozenWord word) => names.OwnerOf(word.Address) is { } owner && owner.Address != study.Task?.Address
        ? owner is { IsCurrent: true, Cpu: { } cpu } ? Message.Of("live.release.runs", LiveNames.TaskName(owner), cpu) : Message.Of("live.release.waits", LiveNames.TaskName(owner))
        : writers(word.Address, word.Bytes) ?? Message.Of("live.release.others");

    static string Offset(long offset) => offset < 0 ? string.Create(CultureInfo.InvariantCulture, $"-0x{-offset:x}") : string.Create(CultureInfo.InvariantCulture, $"+0x{offset:x}");
}
