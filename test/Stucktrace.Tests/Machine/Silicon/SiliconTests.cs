using System.Globalization;
using Iced.Intel;
using Stucktrace.Machine;
using Stucktrace.Machine.Concrete;
using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Tests.Machine.Silicon;

/// <summary>
/// The machine against the processor of this computer: random instructions with random operands, registers, flags and memory, executed by both.
/// STUCKTRACE_SILICON_COUNT sets how many; 1,000,000 is the long run.
/// </summary>
public class SiliconTests
{
    const int Default = 25_000;
    static readonly (ConditionCode Condition, int Bit, string Name)[] Flags =
        [(ConditionCode.b, 0, "CF"), (ConditionCode.p, 2, "PF"), (ConditionCode.e, 6, "ZF"), (ConditionCode.s, 7, "SF"), (ConditionCode.o, 11, "OF")];

    [Fact]
    public void AgreesWithTheProcessor()
    {
        Assert.SkipUnless(NativeProcessor.IsSupported, "needs an x86-64 Linux machine");
        int count = int.TryParse(Environment.GetEnvironmentVariable("STUCKTRACE_SILICON_COUNT"), CultureInfo.InvariantCulture, out int asked) ? asked : Default;
        using NativeProcessor processor = new();
        processor.Load([0x90]);
        Random random = new(20261122);
        RandomInstruction source = new(random);
        Dictionary<Mnemonic, int> seen = [];
        Dictionary<Mnemonic, int> notModelled = [];
        List<string> differences = [];
        for (int done = 0; done < count && differences.Count < 20;)
        {
            Instruction instruction = source.Next(processor.InstructionAddress);
            Sample sample = new(instruction, random, processor.Arena);
            if (!sample.IsPlaced)
                continue;
            KnownSide known = new(sample, processor.Arena);
            if (!known.Runs)
            {
                notModelled[instruction.Mnemonic] = notModelled.GetValueOrDefault(instruction.Mnemonic) + (known.Traps ? 0 : 1);
                continue;
            }

            ulong[] registers = [.. sample.Registers];
            byte[] arena = [.. sample.Arena];
            ulong flags = sample.FlagBits;
            processor.Load(source.Bytes);
            processor.Execute(registers, ref flags, arena);
            string? difference = known.Differs(registers, flags, arena) ?? new ConcreteSide(sample, processor.Arena).Differs(registers, flags, arena);
            if (difference is not null)
                differences.Add($"{instruction} [{Convert.ToHexString(source.Bytes)}]: {difference}");
            seen[instruction.Mnemonic] = seen.GetValueOrDefault(instruction.Mnemonic) + 1;
            done++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{seen.Values.Sum()} executions of {seen.Count} instructions: {string.Join(' ', seen.OrderByDescending(s => s.Value).Select(s => $"{s.Key} {s.Value}"))}");
        TestContext.Current.TestOutputHelper?.WriteLine($"not modelled: {string.Join(' ', notModelled.Where(n => n.Value > 0).Select(n => n.Key))}");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(seen.Count >= 75, $"only {seen.Count} different instructions came up");
    }

    /// <summary>One instruction with everything that it works on.</summary>
    sealed class Sample
    {
        internal Sample(in Instruction instruction, Random random, ulong arena)
        {
            Instruction = instruction;
            Arena = _noise ??= Noise(random);
            Registers = [.. Enumerable.Range(0, 16).Select(_ => Interesting(random))];
            Registers[4] = arena + 8192 + (8 * (ulong)random.Next(16));
            Result = Interesting(random);
            Carry = (ulong)random.Next(2);
            Overflow = (ulong)random.Next(2);
            FlagBits = Carry | (Overflow << 11) | (Result >> 63 << 7) | (Result == 0 ? 0x40UL : 0) | (ulong.PopCount(Result & 0xff) % 2 == 0 ? 4UL : 0);
            IsPlaced = Place(random, arena);
        }

        static byte[]? _noise;

        static byte[] Noise(Random random)
        {
            byte[] noise = new byte[NativeProcessor.ArenaBytes];
            random.NextBytes(noise);
            return noise;
        }

        internal Instruction Instruction { get; }
        internal ulong[] Registers { get; }
        internal byte[] Arena { get; }
        internal ulong FlagBits { get; }
        internal ulong Result { get; }
        internal ulong Carry { get; }
        internal ulong Overflow { get; }
        internal bool IsPlaced { get; }

        bool Place(Random random, ulong arena)
        {
            ulong target = arena + 4096 + (ulong)random.Next(8192);
            if (Instruction.IsStringInstruction)
            {
                Registers[6] = arena + 2048 + (ulong)random.Next(2048);
                Registers[7] = arena + 8192 + (ulong)random.Next(2048);
                Registers[1] = (ulong)random.Next(20);
                return true;
            }

            if (!Enumerable.Range(0, Instruction.OpCount).Any(i => Instruction.GetOpKind(i) == OpKind.Memory) && Instruction.MemoryBase == Register.None)
                return true;
            if (Instruction.MemoryBase == Register.None)
                return false;
            bool bitIndex = Instruction.Mnemonic is Mnemonic.Bt or Mnemonic.Bts or Mnemonic.Btr or Mnemonic.Btc && Instruction.Op1Kind == OpKind.Register;
            if (bitIndex)
            {
                int index = Instruction.Op1Register.GetFullRegister() - Register.RAX;
                if (index == 4 || Instruction.Op1Register.GetFullRegister() == Instruction.MemoryBase || Instruction.Op1Register.GetFullRegister() == Instruction.MemoryIndex)
                    return false;
                Registers[index] = (ulong)(random.Next(16384) - 8192);
            }

            if (Instruction.Mnemonic == Mnemonic.Cmpxchg16b)
                target &= ~15UL;
            ulong rest = Instruction.MemoryDisplacement64;
            if (Instruction.MemoryIndex != Register.None)
            {
                Registers[Instruction.MemoryIndex - Register.RAX] = (ulong)random.Next(64) * (Instruction.Mnemonic == Mnemonic.Cmpxchg16b ? 16UL : 1);
                rest += Registers[Instruction.MemoryIndex - Register.RAX] * (ulong)Instruction.MemoryIndexScale;
            }

            if (Instruction.MemoryBase == Register.RSP)
                return Instruction.Mnemonic != Mnemonic.Cmpxchg16b;
            Registers[Instruction.MemoryBase - Register.RAX] = target - rest;
            return true;
        }

        static ulong Interesting(Random random) => random.Next(8) switch
        {
            0 => (ulong)random.Next(4),
            1 => ulong.MaxValue - (ulong)random.Next(3),
            2 => 1UL << random.Next(64),
            3 => (1UL << random.Next(64)) - 1,
            4 => (ulong)(long)(random.Next(512) - 256),
            _ => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
        };
    }

    /// <summary>The machine over partly known values, all known here.</summary>
    sealed class KnownSide
    {
        readonly RunNotes _notes = new();
        readonly SparseMemory _bytes = new(100);
        readonly InstructionSemantics<KnownValue, KnownDomain, KnownMemory> _machine;
        readonly ulong _arena;

        internal KnownSide(Sample sample, ulong arena)
        {
            _arena = arena;
            _bytes.Write(arena, sample.Arena);
            MachineState<KnownValue> state = new();
            for (int i = 0; i < 16; i++)
                state.Registers[i] = sample.Registers[i];
            state.Flags = new MachineFlags<KnownValue> { Source = FlagSource.ResultOnly, Bits = 64, Result = sample.Result, HasCarry = true, Carry = sample.Carry, HasOverflow = true, Overflow = sample.Overflow };
            _machine = new(new KnownDomain(_notes), new KnownMemory(_bytes, _notes), state);
            Step<KnownValue> step;
            do
                step = _machine.Execute(sample.Instruction);
            while (step.Kind == StepKind.Again);
            Traps = _notes.DivideError;
            Runs = step.Kind == StepKind.Next && !_notes.DivideError && !_notes.UnknownStore;
        }

        internal bool Runs { get; }
        internal bool Traps { get; }

        internal string? Differs(ulong[] registers, ulong flags, byte[] arena)
        {
            for (int i = 0; i < 16; i++)
            {
                KnownValue value = _machine.State.Registers[i];
                if ((value.Value ^ registers[i]) is var different && (different & ~value.Unknown) != 0)
                    return $"known {(Register)(i + (int)Register.RAX)} = {value.Value:x}, processor {registers[i]:x}";
            }

            foreach ((ConditionCode condition, int bit, string name) in Flags)
            {
                KnownValue value = _machine.Holds(condition, 0);
                if (value.IsKnown && value.Value != (flags >> bit & 1))
                    return $"known {name} = {value.Value}";
            }

            return Memory(_bytes, _arena, arena);
        }
    }

    /// <summary>The machine over plain numbers.</summary>
    sealed class ConcreteSide
    {
        readonly RunNotes _notes = new();
        readonly SparseMemory _bytes = new(100);
        readonly InstructionSemantics<ulong, ConcreteDomain, ConcreteMemory> _machine;
        readonly ulong _arena;

        internal ConcreteSide(Sample sample, ulong arena)
        {
            _arena = arena;
            _bytes.Write(arena, sample.Arena);
            MachineState<ulong> state = new();
            sample.Registers.CopyTo(state.Registers, 0);
            state.Flags = new MachineFlags<ulong> { Source = FlagSource.ResultOnly, Bits = 64, Result = sample.Result, HasCarry = true, Carry = sample.Carry, HasOverflow = true, Overflow = sample.Overflow };
            _machine = new(new ConcreteDomain(_notes), new ConcreteMemory(_bytes, _notes), state);
            while (_machine.Execute(sample.Instruction).Kind == StepKind.Again)
            {
            }
        }

        internal string? Differs(ulong[] registers, ulong flags, byte[] arena)
        {
            if (_notes.Undefined is not null)
                return null;
            for (int i = 0; i < 16; i++)
            {
                if (_machine.State.Registers[i] != registers[i])
                    return $"concrete {(Register)(i + (int)Register.RAX)} = {_machine.State.Registers[i]:x}, processor {registers[i]:x}";
            }

            foreach ((ConditionCode condition, int bit, string name) in Flags)
            {
                ulong value = _machine.Holds(condition, 0);
                if (_notes.Undefined is null && value != (flags >> bit & 1))
                    return $"concrete {name} = {value}";
                _notes.Clear();
            }

            return Memory(_bytes, _arena, arena);
        }
    }

    static string? Memory(SparseMemory bytes, ulong start, byte[] arena)
    {
        for (int i = 0; i < arena.Length; i += 8)
        {
            MemoryAnswer answer = bytes.Read(start + (ulong)i, 8, out ulong value);
            if (answer == MemoryAnswer.Defined && value != BitConverter.ToUInt64(arena, i))
                return $"memory at +{i:x}: {value:x}, processor {BitConverter.ToUInt64(arena, i):x}";
        }

        return null;
    }
}
