using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Kernel;
using Stucktrace.Machine;
using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Termination.Execution;

/// <summary>
/// Executes a module's own instructions, one after the other, on some memory. Functions of the module are entered; those of the kernel are done by
/// their models. It stops, and says why, where it would have to guess.
/// </summary>
public sealed class ModuleRun : IObservedRun
{
    /// <summary>Pushed as the return address of the function that a run begins with: not an address of anything.</summary>
    public const ulong EndOfRun = 0xffff_dead_0000_0000;

    const int MostDepth = 64;
    const long StepsPerTick = 4096;
    readonly ModuleCode _code;
    readonly InstructionSemantics<KnownValue, KnownDomain, KnownMemory> _semantics;
    readonly RunNotes _notes = new();
    readonly Func<ulong, ulong>? _allocate;
    readonly List<ulong> _frames = [];
    ControlFlowGraph? _graph;
    DecodedInstruction? _decoded;

    /// <summary>Prepares a run.</summary>
    /// <param name="code">The module.</param>
    /// <param name="memory">Memory, the module's sections included.</param>
    /// <param name="allocate">Makes an object of some size; null where nothing may be allocated.</param>
    public ModuleRun(ModuleCode code, SparseMemory memory, Func<ulong, ulong>? allocate = null)
    {
        _code = code;
        _allocate = allocate;
        Memory = new KnownMemory(memory, _notes) { IsCode = address => code.Image.SectionAt(address) is { IsCode: true } };
        State = new MachineState<KnownValue>();
        _semantics = new(new KnownDomain(_notes), Memory, State);
        for (int i = 0; i < State.Registers.Length; i++)
            State.Registers[i] = KnownValue.Nothing(64);
    }

    /// <summary>Registers and flags.</summary>
    public MachineState<KnownValue> State { get; }

    /// <summary>Memory.</summary>
    public KnownMemory Memory { get; }

    /// <summary>Address of the next instruction.</summary>
    public ulong Ip { get; private set; }

    /// <summary>Instructions executed.</summary>
    public long Steps { get; private set; }

    /// <summary>Functions of the module entered and not yet left, below the one that the run began with.</summary>
    public int Depth => _frames.Count;

    /// <summary>First address of a freed object that was read, or null.</summary>
    public ulong? FirstFreed { get; private set; }

    /// <summary>Number of instructions when that was.</summary>
    public long FirstFreedStep { get; private set; }

    /// <summary>The time; null for none: then what tells it is unknown.</summary>
    internal KernelClock? Clock { get; init; }

    /// <summary>Receives each call of a kernel function while it is set: the site and the name.</summary>
    public Action<ulong, string>? CallObserver { get; set; }

    /// <summary>Receives each instruction before it is executed, while it is set.</summary>
    public Action<Instruction>? InstructionObserver { get; set; }

    /// <inheritdoc/>
    ReadOnlySpan<byte> IObservedRun.CodeAt(ulong address, int length) => _code.Image.BytesAt(address, length);

    /// <inheritdoc/>
    string? IObservedRun.ModelAt(ulong target) => _code.Image.ExternalAt(target)?.Name;

    /// <summary>Begins at an address with the registers as they are.</summary>
    /// <param name="address">Address of an instruction.</param>
    public void Begin(ulong address)
    {
        Ip = address;
        _graph = null;
        _frames.Clear();
    }

    /// <summary>Begins a function: the return address is pushed.</summary>
    /// <param name="function">The function.</param>
    public void Call(Function function)
    {
        Begin(function.Entry);
        _semantics.Push(EndOfRun, 0);
    }

    /// <summary>Lets the time go on.</summary>
    internal void Tick() => Clock?.Tick(Memory.BeforeStore);

    /// <inheritdoc/>
    void IObservedRun.Tick() => Tick();

    /// <summary>Executes one instruction.</summary>
    /// <returns>Null when the run goes on, else why it can't.</returns>
    public RunStop? Step()
    {
        if (Fetch(out Instruction instruction) is { } nothing)
            return nothing;
        InstructionObserver?.Invoke(instruction);
        Steps++;
        // Inner loops may wait for the time too.
        if (Steps % StepsPerTick == 0)
            Tick();
        InstructionKind kind = _code.KindOf(instruction, out ulong target);
        RunStop? stop = kind switch
        {
            InstructionKind.Call => Call(instruction, target),
            InstructionKind.IndirectCall => Indirect(instruction, target, isCall: true),
            InstructionKind.IndirectJump => Indirect(instruction, target, isCall: false),
            InstructionKind.Jump => Jump(instruction, target),
            InstructionKind.NoReturnCall => new RunStop(StopKind.Trap, instruction.IP, _code.Image.ExternalAt(target)?.Name),
            InstructionKind.Return => Return(instruction),
            InstructionKind.Trap or InstructionKind.Invalid => new RunStop(StopKind.Trap, instruction.IP),
            InstructionKind.Ordinary when instruction.FlowControl == FlowControl.Call => Next(instruction),
            InstructionKind.BranchToReturn => BranchToReturn(instruction),
            InstructionKind.Ordinary when instruction.Mnemonic is Mnemonic.Rdtsc or Mnemonic.Rdtscp => ReadCycles(instruction),
            _ => Execute(instruction),
        };
        return stop ?? (_notes.Any ? Look(instruction.IP) : null);
    }

    RunStop? Fetch(out Instruction instruction)
    {
        int index = _graph?.IndexOf(Ip) ?? -1;
        if (index < 0)
        {
            if (_code.FunctionAt(Ip) is not { } function || (index = (_graph = _code.GraphOf(function)).IndexOf(Ip)) < 0)
            {
                instruction = default;
                return new RunStop(StopKind.UnknownTarget, Ip, Address: Ip);
            }
        }

        _decoded = _graph!.DecodedAt(index);
        instruction = _decoded.Raw;
        return null;
    }

    RunStop? Execute(in Instruction instruction)
    {
        Step<KnownValue> step = _semantics.Execute(_decoded!);
        switch (step.Kind)
        {
            case StepKind.Next:
                return Next(instruction);
            case StepKind.Again:
                return null;
            case StepKind.Jump when step.Target.IsKnown:
                Ip = step.Target.Value;
                return null;
            case StepKind.Branch when step.Condition.IsKnown:
                Ip = step.Condition.Value != 0 ? step.Target.Value : instruction.NextIP;
                return null;
            case StepKind.Branch:
                return new RunStop(StopKind.UnknownBranch, instruction.IP);
            case StepKind.Trap:
                return new RunStop(StopKind.Trap, instruction.IP);
            case StepKind.NotUnderstood:
                return new RunStop(StopKind.NotUnderstood, instruction.IP, instruction.ToString());
            default:
                return new RunStop(StopKind.UnknownTarget, instruction.IP);
        }
    }

    RunStop? Next(in Instruction instruction)
    {
        Ip = instruction.NextIP;
        return null;
    }

    RunStop? Call(in Instruction instruction, ulong target)
    {
        if (_code.Image.ExternalAt(target) is { } external)
            return External(external.Name, instruction.IP, instruction.NextIP);
        if (_frames.Count >= MostDepth)
            return new RunStop(StopKind.TooDeep, instruction.IP);
        _semantics.Push(instruction.NextIP, instruction.IP);
        _frames.Add(instruction.NextIP);
        Ip = target;
        return null;
    }

    // The counter of cycles in EDX:EAX; of rdtscp the number of the CPU in ECX.
    RunStop? ReadCycles(in Instruction instruction)
    {
        State.Registers[0] = Clock is { } low ? low.Cycles & uint.MaxValue : KnownValue.Nothing(32);
        State.Registers[2] = Clock is { } high ? high.Cycles >> 32 : KnownValue.Nothing(32);
        if (instruction.Mnemonic == Mnemonic.Rdtscp)
            State.Registers[1] = KnownValue.Nothing(32);
        return Next(instruction);
    }

    // Done by its model; then on at the address given.
    RunStop? External(string name, ulong at, ulong next)
    {
        CallObserver?.Invoke(at, name);
        if (CallModelTable.Find(name) is not { } model || !CallExecution.Apply(model, State, Memory, at, _allocate))
            return new RunStop(StopKind.UnknownCall, at, name);
        if (model.Effect == CallEffect.Clock && Clock is { } clock)
            State.Registers[0] = clock.Now(ClockFunctions.ResultOf(name));
        Ip = next;
        return null;
    }

    RunStop? Jump(in Instruction instruction, ulong target)
    {
        if (_code.Image.ExternalAt(target) is not { } external)
        {
            Ip = target;
            return null;
        }

        // A tail call of the kernel: it returns for this function.
        return External(external.Name, instruction.IP, instruction.NextIP) ?? Return(instruction);
    }

    RunStop? Indirect(in Instruction instruction, ulong thunk, bool isCall)
    {
        KnownValue target = thunk != 0 && _code.Image.ExternalAt(thunk) is { Thunk: { Kind: KernelThunkKind.Indirect } through }
            ? _semantics.Read(through.Register)
            : instruction.FlowControl is FlowControl.IndirectCall or FlowControl.IndirectBranch ? _semantics.Execute(instruction).Target : KnownValue.Nothing(64);
        if (!target.IsKnown)
            return new RunStop(StopKind.UnknownTarget, instruction.IP);
        return isCall ? Call(instruction, target.Value) : Jump(instruction, target.Value);
    }

    RunStop? Return(in Instruction instruction)
    {
        KnownValue target = _semantics.Pop(instruction.IP);
        if (!target.IsKnown)
            return new RunStop(StopKind.UnknownTarget, instruction.IP);
        if (target.Value == EndOfRun)
            return new RunStop(StopKind.Returned, instruction.IP);
        if (_frames.Count > 0)
            _frames.RemoveAt(_frames.Count - 1);
        Ip = target.Value;
        return null;
    }

    RunStop? BranchToReturn(in Instruction instruction)
    {
        Step<KnownValue> step = _semantics.Execute(instruction);
        if (!step.Condition.IsKnown)
            return new RunStop(StopKind.UnknownBranch, instruction.IP);
        return step.Condition.Value != 0 ? Return(instruction) : Next(instruction);
    }

    RunStop? Look(ulong at)
    {
        RunStop? stop = _notes switch
        {
            { Fault: { } address } => new RunStop(StopKind.Fault, at, Address: address),
            { RefusedStore: { } address } => new RunStop(StopKind.RefusedStore, at, Address: address),
            { UnknownStore: true } => new RunStop(StopKind.UnknownStore, at),
            { DivideError: true } => new RunStop(StopKind.Trap, at),
            _ => null,
        };
        if (_notes.Freed is { } freed && FirstFreed is null)
            (FirstFreed, FirstFreedStep) = (freed, Steps);
        _notes.Clear();
        return stop;
    }
}
