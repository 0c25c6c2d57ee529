using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Kernel;
using Stucktrace.Kernel.Processes;
using Stucktrace.Machine;
using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination.Scenarios;

/// <summary>What every scenario begins with: the module in memory, a stack, and a heap that a situation is laid out in. One trial is run on it.</summary>
sealed class ScenarioMachine
{
    /// <summary>Where the stack of a run begins: in the area of vmalloc, as stacks lie since 4.9.</summary>
    internal const ulong StackTop = 0xffff_c900_0010_0000;
    const ulong MostAllocated = 1 << 20;
    readonly ModuleCode _code;
    readonly LoopFacts _loop;
    readonly TrialLimits _limits;

    /// <summary>Loads the module.</summary>
    /// <param name="code">The module.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="limits">Bounds.</param>
    internal ScenarioMachine(ModuleCode code, LoopFacts loop, TrialLimits limits)
    {
        (_code, _loop, _limits) = (code, loop, limits);
        Memory = new SparseMemory(limits.MaxPages);
        ModuleMemory.Load(code.Image, Memory);
        Heap = new KernelHeap(Memory);
        Run = new ModuleRun(code, Memory, size => Heap.Allocate("allocated", "unknown", (int)Math.Min(size, MostAllocated)).Address)
        {
            Clock = new KernelClock(Memory, code.Image.Externals.Where(e => ClockWords.Find(e.Name) is { Unit: ClockUnit.Jiffies, IsPerCpu: false } && e.Name.StartsWith("jiffies", StringComparison.Ordinal)).Select(e => e.Address)),
        };
        Run.State.Registers[MachineState<KnownValue>.StackPointer] = StackTop;
        Inputs = new InputPlacement(Heap, Run.State.Registers);
    }

    /// <summary>The bytes.</summary>
    internal SparseMemory Memory { get; }

    /// <summary>Where objects are made.</summary>
    internal KernelHeap Heap { get; }

    /// <summary>The machine, not yet begun.</summary>
    internal ModuleRun Run { get; }

    /// <summary>Puts values where the code's formulas read them.</summary>
    internal InputPlacement Inputs { get; }

    /// <summary>The rules of the kernel that a module was built for.</summary>
    /// <param name="code">The module.</param>
    internal static ProcessRules RulesOf(ModuleCode code) => ProcessRules.Of(code.Image.File.KernelRelease is { } release ? KernelRelease.Parse(release) : null);

    /// <summary>What is left of the six arguments may be pointers: each gets an object of its own, of which nothing is known.</summary>
    internal void FillArguments()
    {
        foreach (int register in RegisterConvention.Arguments)
        {
            if (!Run.State.Registers[register].IsKnown)
                Inputs.Argument(register);
        }
    }

    /// <summary>Begins the function that the loop is in, at its entry.</summary>
    internal ScenarioMachine AtEntry()
    {
        Run.Call(_loop.Function);
        return this;
    }

    /// <summary>Runs the function that the loop is in, from its entry.</summary>
    internal LoopOutcome FromEntry() => AtEntry().Try();

    /// <summary>Runs the loop from its head, so that nothing has to be assumed about how the code got there.</summary>
    internal LoopOutcome FromHead() => AtHead().Try();

    /// <summary>Begins at the head of the loop.</summary>
    internal ScenarioMachine AtHead()
    {
        Run.Begin(_loop.Head);
        return this;
    }

    LoopOutcome Try()
    {
        LoopOutcome outcome = new LoopTrial(Run, _code, _code.GraphOf(_loop.Function), _loop.Loop, _limits).Run();
        bool byTime = outcome.Kind == OutcomeKind.Ends && _loop.Exits.Any(e => e.BranchAt == outcome.Exit && (e.Meaning == ExitMeaning.TimeIsUp || (e.Meaning == ExitMeaning.NotUnderstood && ClockScenarios.ReadsCycles(_code, _loop))));
        return outcome with { WaitsForClock = byTime };
    }
}
