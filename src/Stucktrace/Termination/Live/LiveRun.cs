using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Machine;
using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination.Live;

/// <summary>
/// Executes what lies in a dump's memory, from the state of one of its CPUs: module and kernel alike, as they were patched at run time. What is written
/// stays in copies of the pages. It stops, and says why, where it would have to guess.
/// </summary>
sealed class LiveRun : IObservedRun
{
    const int MostDepth = 256;
    const int CacheSlots = 8192;

    // Bytes of distinct instructions; a loop of any use has a few thousand.
    const int MostCodeBytes = 1 << 20;
    const int LongestInstruction = 15;
    const ulong InterruptFlag = 1 << 9, DirectionFlag = 1 << 10;

    readonly InstructionSemantics<KnownValue, KnownDomain, KnownMemory> _semantics;
    readonly RunNotes _notes = new();
    readonly ImmutableDictionary<ulong, string> _models;
    readonly DecodedInstruction?[] _cache = new DecodedInstruction?[CacheSlots];
    readonly HashSet<ulong> _codeBytes = [];
    readonly byte[] _buffer = new byte[LongestInstruction];
    readonly ByteArrayCodeReader _reader;
    readonly Decoder _decoder;
    ulong _codeLow = ulong.MaxValue, _codeHigh;

    /// <summary>Prepares a run.</summary>
    /// <param name="memory">Memory, with the dump behind it.</param>
    /// <param name="start">State of the CPU.</param>
    /// <param name="models">Functions that are not executed, by address.</param>
    internal LiveRun(SparseMemory memory, LiveState start, ImmutableDictionary<ulong, string> models)
    {
        _models = models;
        _reader = new ByteArrayCodeReader(_buffer);
        _decoder = Decoder.Create(64, _reader);
        Memory = new KnownMemory(memory, _notes) { PerCpuBase = start.PerCpuBase, IsCode = IsCode };
        State = new MachineState<KnownValue> { FollowsInterrupts = true, Interrupts = (start.Flags & InterruptFlag) != 0, DirectionDown = (start.Flags & DirectionFlag) != 0 };
        for (int i = 0; i < State.Registers.Length; i++)
            State.Registers[i] = start.Registers[i];
        State.Flags = SavedFlags.Of(start.Flags);
        _semantics = new(new KnownDomain(_notes), Memory, State);
        Ip = start.InstructionPointer;
    }

    /// <inheritdoc/>
    public MachineState<KnownValue> State { get; }

    /// <inheritdoc/>
    public KnownMemory Memory { get; }

    /// <inheritdoc/>
    public Action<Instruction>? InstructionObserver { get; set; }

    /// <summary>Receives the address of each function that a model did, while it is set.</summary>
    internal Action<ulong>? ModelObserver { get; set; }

    /// <inheritdoc/>
    public ulong Ip { get; private set; }

    /// <inheritdoc/>
    public long Steps { get; private set; }

    /// <summary>Calls less returns since the beginning; negative once functions that were active then have returned.</summary>
    public int Depth { get; private set; }

    /// <summary>The last read of memory that the dump does not have, or null.</summary>
    internal MissingRead? Missing { get; private set; }

    /// <summary>Number of instructions when that was.</summary>
    internal long MissingStep { get; private set; }

    /// <summary>The last instruction that read something outside of registers and memory, such as the time stamp counter; null for none.</summary>
    internal RunStop? Outside { get; private set; }

    /// <summary>Number of instructions when that was.</summary>
    internal long OutsideStep { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> CodeAt(ulong address, int length) => Fetch(address, length)[..length];

    /// <inheritdoc/>
    public string? ModelAt(ulong target) => _models.GetValueOrDefault(target);

    /// <inheritdoc/>
    /// <remarks>Time stands still in a dump.</remarks>
    public void Tick()
    {
    }

    /// <inheritdoc/>
    public RunStop? Step()
    {
        ref DecodedInstruction? decoded = ref _cache[(Ip ^ Ip >> 13) % CacheSlots];
        if ((decoded is null || decoded.IP != Ip) && Decode(out decoded) is { } nothing)
            return nothing;
        InstructionObserver?.Invoke(decoded!.Raw);
        Steps++;
        return Execute(decoded!) ?? (_notes.Any ? Look(decoded!.Raw) : null);
    }

    RunStop? Execute(DecodedInstruction decoded)
    {
        ref readonly Instruction instruction = ref decoded.Raw;
        Step<KnownValue> step = _semantics.Execute(decoded);
        switch (step.Kind)
        {
            case StepKind.Next:
                if (decoded.Mnemonic is Mnemonic.Rdtsc or Mnemonic.Rdtscp or Mnemonic.In or Mnemonic.Rdmsr or Mnemonic.Rdrand or Mnemonic.Pushfq)
                    (Outside, OutsideStep) = (new RunStop(StopKind.UnknownBranch, instruction.IP, instruction.ToString()), Steps);
                Ip = instruction.NextIP;
                return null;
            case StepKind.Again:
                return null;
            case StepKind.Branch when step.Condition.IsKnown:
                Ip = step.Condition.Value != 0 ? step.Target.Value : instruction.NextIP;
                return null;
            case StepKind.Branch:
                return new RunStop(StopKind.UnknownBranch, instruction.IP);
            case StepKind.Call when instruction.FlowControl == FlowControl.Call && instruction.Op0Kind != OpKind.NearBranch64:
                return new RunStop(StopKind.NotUnderstood, instruction.IP, instruction.ToString());
            case StepKind.Jump or StepKind.Call when step.Target.IsKnown:
                return Go(step.Target.Value, instruction, step.Kind == StepKind.Call);
            case StepKind.Return when step.Target.IsKnown:
                return Return(step.Target.Value, instruction);
            case StepKind.Trap:
                return new RunStop(StopKind.Trap, instruction.IP, instruction.ToString());
            case StepKind.NotUnderstood:
                return new RunStop(StopKind.NotUnderstood, instruction.IP, instruction.ToString());
            default:
                return new RunStop(StopKind.UnknownTarget, instruction.IP);
        }
    }

    RunStop? Go(ulong target, in Instruction instruction, bool isCall)
    {
        if (_models.TryGetValue(target, out string? name))
        {
            ModelObserver?.Invoke(target);
            if (CallModelTable.Find(name) is not { } model || !CallExecution.Apply(model, State, Memory, instruction.IP, allocate: null))
                return new RunStop(StopKind.UnknownCall, instruction.IP, name);
            if (!isCall)
                return Return(instruction);
            Ip = instruction.NextIP;
            return null;
        }

        if (isCall)
        {
            if (++Depth > MostDepth)
                return new RunStop(StopKind.TooDeep, instruction.IP);
            _semantics.Push(instruction.NextIP, instruction.IP);
        }

        Ip = target;
        return null;
    }

    RunStop? Return(in Instruction instruction)
    {
        KnownValue target = _semantics.Pop(instruction.IP);
        return target.IsKnown ? Return(target.Value, instruction) : new RunStop(StopKind.UnknownTarget, instruction.IP);
    }

    // A thunk returns to where it was told to go: that may be a function that is done by its model.
    RunStop? Return(ulong target, in Instruction instruction)
    {
        if (--Depth < -MostDepth)
            return new RunStop(StopKind.TooDeep, instruction.IP);
        return Go(target, instruction, isCall: false);
    }

    RunStop? Decode(out DecodedInstruction? decoded)
    {
        decoded = null;
        // Code lies in the kernel's image and in the area of modules above it (trampolines and compiled filters included), and nowhere else.
        if (Ip < Translation.ImageMap)
            return new RunStop(StopKind.UnknownTarget, Ip, Address: Ip);
        int length = Fetch(Ip, LongestInstruction).Length;
        _reader.Position = 0;
        _decoder.IP = Ip;
        _decoder.Decode(out Instruction instruction);
        if (instruction.IsInvalid || instruction.Length > length)
        {
            if (length < LongestInstruction)
                Miss(Ip, Ip + (ulong)length);
            return new RunStop(length < LongestInstruction ? StopKind.UnknownTarget : StopKind.NotUnderstood, Ip, Address: Ip);
        }

        if (_codeBytes.Count > MostCodeBytes)
            return new RunStop(StopKind.Budget, Ip);
        for (int i = 0; i < instruction.Length; i++)
            _codeBytes.Add(Ip + (ulong)i);
        _codeLow = Math.Min(_codeLow, Ip);
        _codeHigh = Math.Max(_codeHigh, Ip + (ulong)instruction.Length);
        decoded = new DecodedInstruction(instruction);
        return null;
    }

    // The bytes at an address, as many as are there.
    ReadOnlySpan<byte> Fetch(ulong address, int most)
    {
        int length = 0;
        for (; length < most && Memory.Bytes.Read(address + (ulong)length, 1, out ulong value) == MemoryAnswer.Defined; length++)
            _buffer[length] = (byte)value;
        _buffer.AsSpan(length).Clear();
        return _buffer.AsSpan(0, length);
    }

    bool IsCode(ulong address) => address - _codeLow < _codeHigh - _codeLow && _codeBytes.Contains(address);

    RunStop? Look(in Instruction instruction)
    {
        ulong at = instruction.IP;
        if (_notes.NotInInput is { } absent)
            Miss(at, absent);
        RunStop? stop = _notes switch
        {
            { Fault: { } address } => new RunStop(StopKind.Fault, at, Address: address),
            { RefusedStore: { } address } => new RunStop(StopKind.RefusedStore, at, Address: address),
            { UnknownStore: true } => new RunStop(StopKind.UnknownStore, at),
            { DivideError: true } => new RunStop(StopKind.Trap, at, instruction.ToString()),
            _ => null,
        };
        _notes.Clear();
        return stop;
    }

    void Miss(ulong at, ulong address)
    {
        Missing = new MissingRead(at, address, Memory.Bytes.StateOf(address, 8));
        MissingStep = Steps;
    }
}
