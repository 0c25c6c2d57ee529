using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Termination;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>The loop that a CPU was caught in, as a module file shows it.</summary>
/// <param name="Function">Function that it is in.</param>
/// <param name="Identity">SHA-256 over its instructions without addresses.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Instructions">Its instructions in order of address, in bytes from the function's beginning.</param>
/// <param name="Exits">What its exits mean, in order of address.</param>
/// <param name="Endless">Situations in which it was executed and never ends, <c>thread/nobody/alive</c>; default when it was not executed.</param>
/// <param name="Evidence">Its head in the module file.</param>
public sealed record LoopSignature(string Function, string Identity, LoopKind Kind, ImmutableArray<long> Instructions, ImmutableArray<ExitMeaning> Exits, ImmutableArray<string> Endless, Evidence Evidence)
{
    /// <summary>The signature of a loop.</summary>
    /// <param name="code">The module.</param>
    /// <param name="facts">The loop.</param>
    /// <param name="study">What executing it showed; null when it was not executed.</param>
    /// <param name="evidence">Its head in the module file.</param>
    internal static LoopSignature Of(ModuleCode code, LoopFacts facts, LoopStudy? study, Evidence evidence)
    {
        ControlFlowGraph graph = code.GraphOf(facts.Function);
        ulong entry = facts.Function.Entry;
        IEnumerable<long> instructions = facts.Loop.Blocks.SelectMany(id => Enumerable.Range(graph.Blocks[id].FirstInstruction, graph.Blocks[id].InstructionCount)).Select(i => (long)(graph.Instructions[i].IP - entry));
        return new LoopSignature(
            facts.Function.Name,
            facts.Identity,
            facts.Kind,
            [.. instructions.Order().Take(ComparisonLimits.MaxLoopInstructions)],
            [.. facts.Exits.OrderBy(e => e.BranchAt).Select(e => e.Meaning)],
            study is null ? default : [.. study.Ordinary.Where(r => r.Outcome.Kind == OutcomeKind.NeverEnds).Select(r => r.Id).Order(StringComparer.Ordinal)],
            evidence);
    }
}
