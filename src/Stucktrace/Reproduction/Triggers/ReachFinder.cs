using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>
/// Finds arguments that lead from a module's entry to a place in it: follows the ways through each function of the chain of calls, writes every branch on
/// them as a formula over the arguments, and tries the values that the code itself compares with.
/// </summary>
/// <param name="code">The module.</param>
/// <param name="limits">Bounds.</param>
sealed class ReachFinder(ModuleCode code, TriggerLimits limits)
{
    readonly Dictionary<ulong, FunctionPaths> _functions = [];
    readonly ValueNames _names = new(code.Image);

    /// <summary>The best way to a place: that with the fewest branches that arguments do not decide.</summary>
    /// <returns>Null when no way to it was found that any arguments lead along.</returns>
    internal EntryReach? Find(ReachQuestion question)
    {
        EntryReach? best = null;
        int ways = 0;
        Follow(question, 0, [], [], ref ways, ref best);
        return best;
    }

    void Follow(
        ReachQuestion question, int level, ImmutableList<PathCondition> sofar, ImmutableList<ImmutableArray<Expression>> callers, ref int ways, ref EntryReach? best)
    {
        FunctionPaths function = Of(question.Chain[level]);
        bool last = level == question.Chain.Length - 1;
        foreach (ulong site in last ? [question.Place.Address] : function.CallsOf(question.Chain[level + 1]))
        {
            foreach (ImmutableList<PathCondition> path in function.To(site, last ? question.Place.Via : null, level))
            {
                if (++ways > limits.MaxWays || best is { Open.IsEmpty: true })
                    return;
                if (!last)
                    Follow(question, level + 1, sofar.AddRange(path), callers.Add(function.ValuesBefore(site)), ref ways, ref best);
                else if (Solve(question, sofar.AddRange(path), callers) is { } reach && (best is null || reach.Open.Length < best.Open.Length))
                    best = reach;
            }
        }
    }

    FunctionPaths Of(Function function)
    {
        if (!_functions.TryGetValue(function.Entry, out FunctionPaths? paths))
            _functions.Add(function.Entry, paths = new FunctionPaths(code, function, limits));
        return paths;
    }

    EntryReach? Solve(ReachQuestion question, ImmutableList<PathCondition> conditions, ImmutableList<ImmutableArray<Expression>> callers)
    {
        PathValues values = new(question.Convention, callers, limits);
        int? wanted = question.Place.Wanted is { } formula ? values.InputOf(formula, question.Chain.Length - 1) : null;
        ImmutableArray<TriggerArgument> defaults = question.Defaults;
        if (wanted is { } index)
        {
            while (defaults.Length <= index)
                defaults = defaults.Add(new TriggerArgument(TriggerArgumentKind.Number));
            defaults = defaults.SetItem(index, new TriggerArgument(TriggerArgumentKind.Pid, Why: Message.Of("trigger.why.wanted", question.Chain[^1].Name)));
        }

        for (int i = 0; i < CallInputs.Most; i++)
            values.Inputs[i] = i < defaults.Length ? defaults[i].Representative : 0;

        // Which conditions the arguments decide does not depend on their values.
        Array.Clear(values.Asked);
        List<PathCondition> decided = [], open = [];
        foreach (PathCondition condition in conditions)
            (condition.Condition is { } c && values.Of(c, condition.Level) is not null ? decided : open).Add(condition);

        // A branch that always goes the same way is no condition on arguments, and one that has to go the other way is no path.
        int[] asked = [.. Enumerable.Range(0, CallInputs.Most).Where(i => values.Asked[i])];
        ulong[] constants = ConstantsOf(decided), bits = EqualityBits.Of(values, decided);
        // What equalities ask for, as it is and with something else in the bits that they leave open.
        ulong[][] candidates = [.. asked.Select(i => (ulong[])[values.Inputs[i]!.Value, bits[i], .. constants, .. bits[i] == 0 ? [] : constants.Select(c => bits[i] | c)])];
        if (Try(values, asked, candidates, v => decided.TrueForAll(d => Holds(v, d))) is not { } found)
            return null;
        ulong[]? elsewhere = asked.Length == 0 ? null : Try(values, asked, candidates, v => !decided.TrueForAll(d => Holds(v, d)));
        return new EntryReach(
            Arguments(found), wanted, [.. open.DistinctBy(o => o.At).Take(limits.MaxOpenTold).Select(Words)], elsewhere is null ? null : Arguments(elsewhere));

        ImmutableArray<TriggerArgument> Arguments(ulong[] chosen)
        {
            List<TriggerArgument> arguments = [.. defaults];
            for (int i = 0; i < asked.Length; i++)
            {
                while (arguments.Count <= asked[i])
                    arguments.Add(new TriggerArgument(TriggerArgumentKind.Number));
                if (chosen[i] != arguments[asked[i]].Representative)
                    arguments[asked[i]] = new TriggerArgument(TriggerArgumentKind.Number, unchecked((long)chosen[i]), Message.Of("trigger.why.branch", question.Chain[^1].Name));
            }

            return [.. arguments];
        }
    }

    static bool Holds(PathValues values, PathCondition condition) => values.Of(condition.Condition!, condition.Level) is { } value && value != 0 == condition.Taken;

    ulong[]? Try(PathValues values, int[] asked, ulong[][] candidates, Func<PathValues, bool> fits)
    {
        int[] at = new int[asked.Length];
        for (int tries = 0; tries < limits.MaxTries; tries++)
        {
            for (int i = 0; i < asked.Length; i++)
                values.Inputs[asked[i]] = candidates[i][at[i]];
            if (fits(values))
                return [.. asked.Select(i => values.Inputs[i]!.Value)];
            int digit = 0;
            while (digit < at.Length && ++at[digit] == candidates[digit].Length)
                at[digit++] = 0;
            if (digit == at.Length)
                return null;
        }

        return null;
    }

    // What the code compares with, and the numbers right beside it; 0 and 1 as what flags are set to.
    ulong[] ConstantsOf(List<PathCondition> conditions)
    {
        HashSet<ulong> constants = [];
        foreach (PathCondition condition in conditions)
        {
            Formula.Any(condition.Condition!, part =>
            {
                if (part.IsConstant && constants.Count < limits.MaxConstants)
                    constants.Add(part.Number);
                return false;
            });
        }

        return [.. constants.SelectMany(c => (ulong[])[c, unchecked(c + 1), unchecked(c - 1)]).Concat([0UL, 1UL]).Distinct()];
    }

    Message Words(PathCondition condition)
    {
        string at = string.Create(CultureInfo.InvariantCulture, $"{condition.Function.Name}+0x{condition.At - condition.Function.Entry:x}");
        return Message.Of(condition.Taken ? "trigger.open.taken" : "trigger.open.not-taken", at, condition.Condition is { } c ? _names.Text(c) : "?");
    }
}
