using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Kernel;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Termination.Scenarios;

/// <summary>
/// Executes a loop that waits for a word of the module's memory: with the word as the module is loaded, and with each value that may let it end. The
/// run begins at the head of the loop, so that nothing has to be assumed about how the code got there.
/// </summary>
/// <param name="code">The module.</param>
/// <param name="loop">The loop.</param>
/// <param name="limits">Bounds.</param>
sealed class PollScenarios(ModuleCode code, LoopFacts loop, TrialLimits limits)
{
    /// <summary>The rows; empty when the loop waits for something else.</summary>
    internal ImmutableArray<ScenarioRow> Run()
    {
        if (loop.Exits.FirstOrDefault(e => e.Meaning == ExitMeaning.MemoryWord) is not { } exit || Word(exit.Condition) is not { } word)
            return [];
        ulong address = word.Left!.Number;
        // What goes on by itself can't be set to a value and stay there.
        if (code.Image.ExternalAt(address) is { } external && !ClockWords.Of(external.Name).IsEmpty)
            return [];
        string name = code.Image.Describe(address)?.Text ?? string.Create(CultureInfo.InvariantCulture, $"0x{address:x}");
        List<ScenarioRow> rows = [Row("word/as-loaded", Message.Of("end.scenario.word-as-loaded", name), null)];
        foreach (ulong value in Candidates(exit.Condition))
        {
            ScenarioRow row = Row("word/set", Message.Of("end.scenario.word-is", name, string.Create(CultureInfo.InvariantCulture, $"0x{value:x}")), (address, word.Bits / 8, value));
            if (row.Outcome.Kind == rows[0].Outcome.Kind)
                continue;
            rows.Add(row);
            break;
        }

        return [.. rows];
    }

    ScenarioRow Row(string id, Message name, (ulong Address, int Bytes, ulong Value)? set)
    {
        LoopOutcome outcome = Prepare(set).FromHead();
        return new ScenarioRow(id, name, outcome, OutcomeWords.Of(outcome, loop)) { Again = () => Prepare(set).AtHead() };
    }

    ScenarioMachine Prepare((ulong Address, int Bytes, ulong Value)? set)
    {
        ScenarioMachine machine = new(code, loop, limits);
        if (set is { } written)
            machine.Memory.Write(written.Address, written.Bytes, written.Value);
        return machine;
    }

    // The one word of the module that the condition reads.
    static Expression? Word(Expression condition)
    {
        Expression? word = null;
        Formula.Any(condition, part =>
        {
            if (part is { Kind: ExpressionKind.Load, Left.IsConstant: true })
                word = part;
            return false;
        });
        return word;
    }

    static IEnumerable<ulong> Candidates(Expression condition)
    {
        List<ulong> values = [1, 0, 2];
        Formula.Any(condition, part =>
        {
            if (part.IsConstant && part.Number < 1UL << 32)
                values.AddRange([part.Number, part.Number + 1, part.Number - 1]);
            return false;
        });
        values.Add(ulong.MaxValue);
        return values.Distinct();
    }
}
