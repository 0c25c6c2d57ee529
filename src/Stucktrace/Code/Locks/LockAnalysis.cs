using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Kernel;

namespace Stucktrace.Code.Locks;

/// <summary>
/// Finds locks of a module that can hold it up for ever: taken twice on one path, taken in opposite order on two, or given back on one path of a function
/// and kept on another. Told is what the code shows on paths that exist for all that is known of them; a lock that another function of the module gives back
/// is handed over on purpose.
/// </summary>
public static class LockAnalysis
{
    const int MostProblems = 20;

    /// <summary>The problems, function by function.</summary>
    /// <param name="code">The module.</param>
    public static ImmutableArray<LockProblem> Of(ModuleCode code)
    {
        LockReader reader = new(code);
        if (!code.Image.Externals.Any(e => reader.IsFollowed(e.Name)))
            return [];
        LockWalk walk = new(code, reader);
        List<(Function Function, LockSummary Summary)> all = [.. code.Functions.Select(f => (f, walk.Of(f)))];
        List<LockProblem> found = [.. Twice(code, all), .. Opposite(code, all), .. Kept(code, all)];
        return [.. found.Take(MostProblems)];
    }

    static IEnumerable<LockProblem> Twice(ModuleCode code, List<(Function Function, LockSummary Summary)> all)
    {
        foreach ((Function function, LockSummary summary) in all)
        {
            foreach ((HeldLock first, LockCall again) in summary.Twice)
                yield return new LockProblem(LockProblemKind.TakenTwice, function, NameOf(code, first.Key), first.Taken) { Waits = again, Sleeps = Sleeps(again) };
        }
    }

    static IEnumerable<LockProblem> Opposite(ModuleCode code, List<(Function Function, LockSummary Summary)> all)
    {
        LockOrder[] orders = [.. all.SelectMany(a => a.Summary.Orders)];
        HashSet<(LockKey, LockKey)> told = [];
        for (int i = 0; i < orders.Length; i++)
        {
            for (int j = i + 1; j < orders.Length; j++)
            {
                if (!orders[i].CrossesWith(orders[j]) || !told.Add((orders[i].Held.Key, orders[j].Held.Key)))
                    continue;
                told.Add((orders[j].Held.Key, orders[i].Held.Key));
                yield return new LockProblem(LockProblemKind.OppositeOrder, orders[i].Function, NameOf(code, orders[i].Held.Key), orders[i].Held.Taken)
                {
                    Waits = orders[i].Wanted.Taken,
                    Sleeps = Sleeps(orders[i].Wanted.Taken),
                    OtherLock = NameOf(code, orders[j].Held.Key),
                    OtherFunction = orders[j].Function,
                    OtherTaken = orders[j].Held.Taken,
                    OtherWaits = orders[j].Wanted.Taken,
                };
            }
        }
    }

    static IEnumerable<LockProblem> Kept(ModuleCode code, List<(Function Function, LockSummary Summary)> all)
    {
        HashSet<LockKey> handedOver = [.. all.SelectMany(a => a.Summary.GivesBackOthers)];
        // What another function gives back in an object that it was handed may be the same lock by another way.
        bool isHandedOver = handedOver.Any(k => !k.IsFixed) || all.Any(a => a.Summary.GivesBackUnknown);
        foreach ((Function function, LockSummary summary) in all)
        {
            foreach ((HeldLock kept, ulong at) in summary.Kept)
            {
                if (kept.Key.IsFixed ? handedOver.Contains(kept.Key) : isHandedOver)
                    continue;
                if (summary.Returned.Find(r => r.Lock.Taken.At == kept.Taken.At) is { Back: { } back })
                    yield return new LockProblem(LockProblemKind.NotGivenBack, function, NameOf(code, kept.Key), kept.Taken) { ReturnAt = at, GivenBack = back, Sleeps = Sleeps(kept.Taken) };
            }
        }
    }

    static bool Sleeps(LockCall call) => LockFunctions.Of(call.Name).Kind == LockEffectKind.Sleeping;

    static string NameOf(ModuleCode code, LockKey key) => key.IsFixed
        ? code.Image.Describe(key.Number)?.Text ?? string.Create(CultureInfo.InvariantCulture, $"0x{key.Number:x}")
        : string.Create(CultureInfo.InvariantCulture, $"{Machine.RegisterConvention.Names[key.Argument]}+0x{key.Number:x}");
}
