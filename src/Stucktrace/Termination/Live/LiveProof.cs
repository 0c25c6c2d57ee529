using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Kernel;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Walks;

namespace Stucktrace.Termination.Live;

/// <summary>
/// The proof on live memory: runs a CPU's code on from its saved registers, on the memory of the dump, module and kernel as they lie there, and tells
/// what comes of it.
/// </summary>
public static class LiveProof
{
    /// <summary>Runs the code of a CPU.</summary>
    /// <param name="machine">The machine in the dump.</param>
    /// <param name="cpu">The CPU.</param>
    /// <param name="context">Its registers in the kernel, below interrupts.</param>
    /// <param name="loop">The loop that leaving is asked of, at the addresses where it lies; null to run until the CPU is back in user mode.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    /// <param name="writers">Says who may write a word of a module's memory, by its address and width; null where that is not known.</param>
    /// <returns>Null when the registers are those of user mode, or not whole: nothing of the kernel was running.</returns>
    public static LiveStudy? Run(DumpedMachine machine, DumpedCpu cpu, DumpedRegisters context, LiveLoop? loop = null, LiveLimits? limits = null,
        Func<ulong, int, Message?>? writers = null)
    {
        if (context.InUserMode || context.Values.Length != 16 || AddressRules.Faults(context.InstructionPointer))
            return null;
        LiveLimits bounds = limits ?? LiveLimits.Default;
        LiveNames names = new(machine);
        DumpMemory source = new(machine.Kernel.Memory);
        SparseMemory memory = new(bounds.MaxPages, source);
        LiveState start = new(context.Values, context.InstructionPointer, context.Flags, cpu.PerCpuOffset);
        ImmutableDictionary<ulong, string> models = LiveModels.Find(machine.Kernel.Symbols.Find);
        LiveRun run = new(memory, start, models);
        LiveOutcome outcome = new LiveTrial(run, loop, (address, _) => names.Word(address), bounds).Run();
        memory.TellUsed();
        if (source.WasWrittenTwice(memory) && outcome.Verdict is not LiveVerdict.Unknown)
            outcome = outcome with { Verdict = LiveVerdict.Unknown, Certificate = null, HasAlias = true };
        // Some of the kernel's own accesses may fault: it goes on elsewhere then, which is not followed.
        if (outcome is { Verdict: LiveVerdict.Faults, Stop: { } fault } && names.FunctionAt(fault.At) is { Module: null } && ExceptionTable.Handles(machine.Kernel, fault.At) != false)
            outcome = outcome with { Verdict = LiveVerdict.Unknown };
        if (outcome.Verdict == LiveVerdict.NeverEnds && names.FunctionAt(outcome.Head) is { } function)
        {
            outcome = SpinFunctions.WaitsForLock(function.Name) ? outcome with { Verdict = LiveVerdict.WaitsForLock }
                : SpinFunctions.WaitsForCpu(function.Name) ? outcome with { Verdict = LiveVerdict.WaitsForCpu } : outcome;
        }

        LiveRun Again() => new(new SparseMemory(bounds.MaxPages, source), start, models);
        LiveStudy study = new LiveReading(machine, names, cpu, context, outcome, bounds).Study(Again, writers ?? (static (_, _) => null));
        return Record(Again, outcome) is { } trace ? study with { Walk = new LiveWalk(trace, new LiveWalkNames(names, machine.Kernel.Types, study.List).Of(trace, loop)) } : study;
    }

    // What repeats, until it does; everything else as far as it was executed.
    static WalkTrace? Record(Func<LiveRun> again, LiveOutcome outcome) =>
        outcome is { Verdict: LiveVerdict.NeverEnds or LiveVerdict.WaitsForLock or LiveVerdict.WaitsForCpu, Certificate: { } proof }
            ? WalkRecorder.Endless(again, outcome.HeadDepth, outcome.Steps, proof, WalkLimits.Default)
            : WalkRecorder.Whole(again(), outcome.Head, outcome.Steps, WalkLimits.Open);
}
