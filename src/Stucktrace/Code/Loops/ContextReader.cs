using Iced.Intel;
using Stucktrace.Kernel;

namespace Stucktrace.Code.Loops;

/// <summary>
/// What is held when a loop is entered: the calls of the blocks that every way to the loop passes, in order, that take and give back locks. What callers
/// hold, this does not see.
/// </summary>
static class ContextReader
{
    const int MaxBlocks = 256;

    internal static LoopContext Read(ModuleCode code, LoopRun loop)
    {
        List<int> before = [];
        for (int block = loop.Graph.Dominators.ImmediateOf(loop.Loop.Header); block >= 0 && before.Count < MaxBlocks; block = block == 0 ? -1 : loop.Graph.Dominators.ImmediateOf(block))
            before.Add(block);
        List<(ContextFact Fact, LockEffect Effect)> held = [];
        ContextFact interrupts = default;
        for (int i = before.Count - 1; i >= 0; i--)
        {
            foreach (ref readonly Instruction instruction in loop.Graph.InstructionsOf(loop.Graph.Blocks[before[i]]))
            {
                if (instruction.Mnemonic == Mnemonic.Cli)
                    interrupts = new ContextFact(Answer.Yes, "cli", instruction.IP);
                else if (instruction.Mnemonic == Mnemonic.Sti)
                    interrupts = default;
                if (instruction.FlowControl == FlowControl.Call && code.Image.ExternalAt(instruction.NearBranchTarget)?.Name is { } name)
                    Take(held, LockFunctions.Of(name), name, instruction.IP);
            }
        }

        if (held.Count == 0 && interrupts.State == Answer.Unknown)
            return LoopContext.None;
        ContextFact First(Func<LockEffect, bool> which) => held.Find(h => which(h.Effect)).Fact;
        ContextFact irqs = First(e => e.Interrupts);
        return new LoopContext(
            First(e => e.Kind == LockEffectKind.Rcu),
            First(e => e.Kind == LockEffectKind.Spin),
            irqs.State == Answer.Yes ? irqs : interrupts,
            [.. held.Where(h => h.Effect.Kind is LockEffectKind.Spin or LockEffectKind.Sleeping).Select(h => h.Fact)]);
    }

    static void Take(List<(ContextFact Fact, LockEffect Effect)> held, LockEffect effect, string name, ulong at)
    {
        if (effect.Change > 0)
            held.Add((new ContextFact(Answer.Yes, name, at), effect));
        else if (effect.Change < 0 && held.FindLastIndex(h => h.Effect.Kind == effect.Kind) is >= 0 and int last)
            held.RemoveAt(last);
    }
}
