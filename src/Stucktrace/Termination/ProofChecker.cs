using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Machine;
using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination;

/// <summary>
/// Checks a certificate, trusting nothing of who made it. It executes one period with everything unknown that the certificate does not state: all
/// other registers, all flags, all other memory. If every branch is decided all the same, every address that is written is known, and the stated
/// registers and memory are at the end what they were at the beginning, then the next period goes the same way, and so does every one after it.
/// </summary>
public static class ProofChecker
{
    const long MostSteps = 50_000_000;
    const int MostPages = 100_000;
    const int MostDepth = 64;

    /// <summary>Checks a certificate.</summary>
    /// <param name="proof">The certificate.</param>
    public static ProofVerdict Check(Certificate proof) => proof.Frozen.FirstOrDefault(ClockNames.IsClock) is { Name: { } clock }
        ? new ProofVerdict(false, $"it rests on a word that goes on by itself: {clock}")
        : CheckFrozen(proof);

    /// <summary>The same, with clocks taken for words that stand still: whether the period closes on frozen memory.</summary>
    /// <param name="proof">The certificate.</param>
    internal static ProofVerdict CheckFrozen(Certificate proof)
    {
        if (proof.Rounds < 1 || proof.Steps < 1 || proof.Steps > MostSteps)
            return new ProofVerdict(false, "no period");
        if (!proof.Digest.Equals(proof.ComputeDigest(), StringComparison.Ordinal))
            return new ProofVerdict(false, "it was altered: its digest is that of another one");
        RunNotes notes = new();
        SparseMemory bytes = new(MostPages);
        HashSet<ulong> code = [];
        foreach (FrozenWord word in proof.Frozen)
        {
            if (word.Bytes is not (1 or 2 or 4 or 8) || AddressRules.Faults(word.Address) || !bytes.Write(word.Address, word.Bytes, word.Value))
                return new ProofVerdict(false, "a frozen word can't be there");
        }

        // Words that overlap must say the same of the bytes that they share.
        if (Changed(proof, bytes) is { } contradiction)
            return contradiction;
        if (Decode(proof, code) is not { } instructions)
            return new ProofVerdict(false, "the code can't be decoded");
        Dictionary<ulong, string> calls = [];
        foreach (CertifiedCall call in proof.Calls)
        {
            if (!calls.TryAdd(call.Address, call.Name) || code.Contains(call.Address))
                return new ProofVerdict(false, "a call that is also something else");
        }

        KnownMemory memory = new(bytes, notes) { IsCode = code.Contains, PerCpuBase = proof.PerCpuBase };
        MachineState<KnownValue> state = new() { FollowsInterrupts = true, Interrupts = proof.Interrupts };
        state.Registers.AsSpan().Fill(KnownValue.Nothing(64));
        foreach (CertifiedRegister register in proof.Registers)
        {
            if ((uint)register.Index > 15)
                return new ProofVerdict(false, "no such register");
            state.Registers[register.Index] = register.Value;
        }

        Period period = new(proof, instructions, calls, memory, state, notes);
        if (period.Run() is { } failed)
            return failed;
        if (proof.Interrupts is { } interrupts && state.Interrupts != interrupts)
            return new ProofVerdict(false, "interrupts are switched by the end of the period");
        foreach (CertifiedRegister register in proof.Registers)
        {
            if (state.Registers[register.Index] != (KnownValue)register.Value)
                return new ProofVerdict(false, "a register is another one at the end of the period");
        }

        return Changed(proof, bytes) ?? ProofVerdict.Accepted;
    }

    static ProofVerdict? Changed(Certificate proof, SparseMemory bytes)
    {
        foreach (FrozenWord word in proof.Frozen)
        {
            if (bytes.Read(word.Address, word.Bytes, out ulong now) != MemoryAnswer.Defined || now != (word.Value & Numbers.Mask(word.Bytes * 8)))
                return new ProofVerdict(false, "memory that is read is another one at the end of the period");
        }

        return null;
    }

    static Dictionary<ulong, DecodedInstruction>? Decode(Certificate proof, HashSet<ulong> code)
    {
        Dictionary<ulong, DecodedInstruction> instructions = [];
        foreach (CertifiedInstruction certified in proof.Code)
        {
            if (AddressRules.Faults(certified.Address))
                return null;
            byte[] bytes;
            try
            {
                bytes = Convert.FromHexString(certified.Bytes);
            }
            catch (FormatException)
            {
                return null;
            }

            Decoder decoder = Decoder.Create(64, new ByteArrayCodeReader(bytes), certified.Address);
            Instruction instruction = decoder.Decode();
            if (instruction.IsInvalid || instruction.Length != bytes.Length || !instructions.TryAdd(certified.Address, new DecodedInstruction(instruction)))
                return null;
            for (int i = 0; i < bytes.Length; i++)
            {
                if (!code.Add(certified.Address + (ulong)i))
                    return null;
            }
        }

        return instructions;
    }

    /// <summary>One period of a certificate.</summary>
    sealed class Period(
        Certificate proof, Dictionary<ulong, DecodedInstruction> instructions, Dictionary<ulong, string> calls, KnownMemory memory, MachineState<KnownValue> state, RunNotes notes)
    {
        readonly InstructionSemantics<KnownValue, KnownDomain, KnownMemory> _semantics = new(new KnownDomain(notes), memory, state);
        ulong _ip = proof.Head;
        int _depth;

        internal ProofVerdict? Run()
        {
            long rounds = 0;
            for (long step = 0; step < proof.Steps; step++)
            {
                if (!instructions.TryGetValue(_ip, out DecodedInstruction? decoded))
                    return new ProofVerdict(false, "the period leaves the certified code", _ip);
                ref readonly Instruction instruction = ref decoded.Raw;
                if (Step(decoded) is { } failed)
                    return failed;
                if (notes is { Any: true } && (notes.Fault is not null || notes.UnknownStore || notes.RefusedStore is not null || notes.DivideError || notes.Undefined is not null))
                    return new ProofVerdict(false, "an access that faults or can't be told", instruction.IP);
                notes.Clear();
                if (memory.Accesses > 4 * MostSteps)
                    return new ProofVerdict(false, "the period does more than a check may", instruction.IP);
                if (_ip == proof.Head && _depth == 0)
                    rounds++;
            }

            return rounds == proof.Rounds && _ip == proof.Head && _depth == 0 ? null : new ProofVerdict(false, "the period does not end at the head", _ip);
        }

        ProofVerdict? Step(DecodedInstruction decoded)
        {
            ref readonly Instruction instruction = ref decoded.Raw;
            Step<KnownValue> step = _semantics.Execute(decoded);
            switch (step.Kind)
            {
                case StepKind.Next:
                    _ip = instruction.NextIP;
                    return null;
                case StepKind.Again:
                    return null;
                case StepKind.Jump when step.Target.IsKnown:
                    return Go(step.Target.Value, instruction, isCall: false);
                case StepKind.Call when step.Target.IsKnown:
                    return Go(step.Target.Value, instruction, isCall: true);
                case StepKind.Branch when step.Condition.IsKnown:
                    _ip = step.Condition.Value != 0 ? step.Target.Value : instruction.NextIP;
                    return null;
                case StepKind.Branch:
                    return new ProofVerdict(false, "a branch is not decided by what the certificate states", instruction.IP);
                case StepKind.Return when step.Target.IsKnown:
                    return Return(step.Target.Value, instruction.IP);
                default:
                    return new ProofVerdict(false, "an instruction that is not modelled, traps, or leads to an unknown place", instruction.IP);
            }
        }

        ProofVerdict? Go(ulong target, in Instruction instruction, bool isCall)
        {
            if (!calls.TryGetValue(target, out string? name))
            {
                if (isCall)
                {
                    if (++_depth > MostDepth)
                        return new ProofVerdict(false, "calls nested too deep", instruction.IP);
                    _semantics.Push(instruction.NextIP, instruction.IP);
                }

                _ip = target;
                return null;
            }

            KernelThunk thunk = KernelThunks.Of(name);
            if (thunk.Kind == KernelThunkKind.Indirect)
            {
                KnownValue through = _semantics.Read(thunk.Register);
                bool leads = through.IsKnown && !(calls.TryGetValue(through.Value, out string? next) && KernelThunks.Of(next).Kind == KernelThunkKind.Indirect);
                return leads ? Go(through.Value, instruction, isCall) : new ProofVerdict(false, "a call to an unknown place", instruction.IP);
            }

            if (thunk.Kind == KernelThunkKind.Return && !isCall)
                return Return(instruction.IP);
            if (thunk.Kind != KernelThunkKind.EntryHook
                && (CallModelTable.Find(name) is not { } model || !CallExecution.Apply(model, state, memory, instruction.IP, allocate: null)))
                return new ProofVerdict(false, "a call of a function that is not known", instruction.IP);
            if (!isCall)
                return Return(instruction.IP);
            _ip = instruction.NextIP;
            return null;
        }

        ProofVerdict? Return(ulong at)
        {
            KnownValue target = _semantics.Pop(at);
            return target.IsKnown ? Return(target.Value, at) : new ProofVerdict(false, "a return to an unknown place", at);
        }

        ProofVerdict? Return(ulong target, ulong at)
        {
            if (--_depth < 0)
                return new ProofVerdict(false, "the period leaves the function", at);
            // A thunk in the code returns to where it was told to go: that may be a function that is called.
            if (calls.ContainsKey(target))
                return instructions.TryGetValue(at, out DecodedInstruction? from) ? Go(target, from.Raw, isCall: false) : new ProofVerdict(false, "a return from nowhere", at);
            _ip = target;
            return null;
        }
    }
}
