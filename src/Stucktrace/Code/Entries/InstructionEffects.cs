using Iced.Intel;

namespace Stucktrace.Code.Entries;

/// <summary>What ordinary instructions do to the values that are followed: moves, address arithmetic, memory. All others make their results unknown.</summary>
sealed class InstructionEffects(ModuleImage image, WalkResults results)
{
    const ulong WriteProtect = 1 << 16;

    readonly InstructionInfoFactory _facts = new();

    internal void Apply(in Instruction instruction, FrameState state, WalkNotes? notes)
    {
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Mov or Mnemonic.Movzx or Mnemonic.Movsx or Mnemonic.Movsxd:
                Move(instruction, state, notes);
                return;
            case Mnemonic.Lea when instruction.Op0Register.IsGPR64():
                Place(instruction, AddressOf(instruction, state).Address, state, notes);
                return;
            case Mnemonic.Add or Mnemonic.Sub or Mnemonic.And or Mnemonic.Or or Mnemonic.Xor or Mnemonic.Shl or Mnemonic.Shr or Mnemonic.Btr:
                Compute(instruction, state, notes);
                return;
            case Mnemonic.Push:
                Push(instruction, state);
                return;
            case Mnemonic.Pop:
                Pop(instruction, state);
                return;
            case Mnemonic.Leave:
                state[Register.RSP] = state[Register.RBP].Plus(8);
                state[Register.RBP] = default;
                return;
            case Mnemonic.Xchg when instruction.Op0Kind == OpKind.Memory:
                Value content = Source(instruction, 1, state);
                Write(AddressOf(instruction, state), content, WidthOf(instruction), state, notes, instruction.IP);
                state[instruction.Op1Register.GetFullRegister()] = default;
                return;
            case Mnemonic.Cmp when notes is not null && instruction.Op0Kind == OpKind.Memory && IsTableCompare(instruction, state):
                notes.TableSearch(instruction.IP);
                return;
            case Mnemonic.Cmp or Mnemonic.Test or Mnemonic.Nop or Mnemonic.Bt or Mnemonic.Endbr64 or Mnemonic.Prefetcht0:
                return;
            case Mnemonic.Wrmsr when state[Register.RCX] is { IsNumber: true } msr && IsEntryRegister(msr.Number):
                notes?.Machine(instruction.IP, KernelChangeKind.EntryChanged);
                return;
            case Mnemonic.Rdmsr when state[Register.RCX] is { IsNumber: true } msr && IsEntryRegister(msr.Number):
                notes?.Machine(instruction.IP, KernelChangeKind.EntryRead);
                break;
            case Mnemonic.Lidt:
                notes?.Machine(instruction.IP, KernelChangeKind.EntryChanged);
                return;
            case Mnemonic.Sidt:
                notes?.Machine(instruction.IP, KernelChangeKind.EntryRead);
                return;
        }

        Forget(instruction, state, notes);
    }

    /// <summary>True when a cell of memory is compared with the function of a system call, <c>table[3] == sys_close</c>: that is how the table is looked for.</summary>
    bool IsTableCompare(in Instruction instruction, FrameState state) =>
        Source(instruction, 1, state) is { IsNumber: true } function && image.ExternalAt(function.Number) is { } symbol && SystemCallSymbols.CallOf(symbol.Name) is not null;

    /// <summary>MSR_STAR, MSR_LSTAR, MSR_CSTAR and MSR_IA32_SYSENTER_EIP: where system calls enter the kernel.</summary>
    static bool IsEntryRegister(ulong msr) => msr is 0xc0000081 or 0xc0000082 or 0xc0000083 or 0x176;

    /// <summary>Where a memory operand points to.</summary>
    internal MemoryAddress AddressOf(in Instruction instruction, FrameState state)
    {
        if (instruction.SegmentPrefix is Register.GS or Register.FS)
            return default;
        if (instruction.IsIPRelativeMemoryOperand)
            return new MemoryAddress(Value.Of(instruction.IPRelativeMemoryAddress));
        ulong distance = instruction.MemoryDisplacement64;
        Value start = instruction.MemoryBase == Register.None ? Value.Of(distance) : results.Resolve(state[instruction.MemoryBase.GetFullRegister()]).Plus(distance);
        if (instruction.MemoryIndex == Register.None)
            return new MemoryAddress(start);
        Value index = results.Resolve(state[instruction.MemoryIndex.GetFullRegister()]);
        if (index.IsNumber)
            return new MemoryAddress(start.Plus(unchecked(index.Number * (ulong)instruction.MemoryIndexScale)));
        // A place plus something unknown; which of two registers is the place shows in which one is known.
        if (start.Kind is ValueKind.Unknown or ValueKind.Number && index.Kind == ValueKind.Place && instruction.MemoryIndexScale == 1 && index.Place!.Kind == PlaceKind.Symbol)
            return new MemoryAddress(index.Plus(distance), start, 1);
        return new MemoryAddress(start, index, instruction.MemoryIndexScale);
    }

    /// <summary>What is at an address.</summary>
    internal Value Load(in MemoryAddress address, FrameState state, int width)
    {
        if (address.HasIndex)
            return default;
        Value at = address.Address;
        switch (at.Kind)
        {
            case ValueKind.Stack:
                return state.Slot((long)at.Number);
            case ValueKind.Place:
                return Entries.Place.Content(at.Place!, at.Number) is { } content ? Value.At(content) : default;
            case ValueKind.Number when width == 8 && image.SectionAt(at.Number) is { } section:
                if (!section.IsWritable && image.RelocationAt(at.Number) is not null && image.ReadUInt64(at.Number) is { } pointer)
                    return Value.Of(pointer);
                return section.IsWritable ? Value.At(Entries.Place.Variable(at.Number)) : default;
            case ValueKind.Number when image.ExternalAt(at.Number) is { } symbol:
                return Entries.Place.Content(Entries.Place.Symbol(symbol.Name, false), at.Number - symbol.Address) is { } read ? Value.At(read) : default;
            default:
                return default;
        }
    }

    void Move(in Instruction instruction, FrameState state, WalkNotes? notes)
    {
        if (instruction.Op0Kind == OpKind.Register && instruction.Op0Register is >= Register.CR0 and <= Register.CR15)
        {
            if (instruction.Op0Register == Register.CR0 && state[instruction.Op1Register].ClearsWriteProtect)
                notes?.Machine(instruction.IP, KernelChangeKind.WriteProtectionOff);
            return;
        }

        Value value = Source(instruction, 1, state);
        Place(instruction, value, state, notes);
    }

    void Compute(in Instruction instruction, FrameState state, WalkNotes? notes)
    {
        Value left = Source(instruction, 0, state), right = Source(instruction, 1, state), result;
        ulong origin = left.Origin != 0 ? left.Origin : right.Origin;
        bool same = instruction.Op1Kind == OpKind.Register && instruction.Op0Kind == OpKind.Register && instruction.Op0Register == instruction.Op1Register;
        if (same && instruction.Mnemonic is Mnemonic.Xor or Mnemonic.Sub)
            result = Value.Of(0);
        else if (left.IsNumber && right.IsNumber)
            result = new Value(ValueKind.Number, Calculate(instruction.Mnemonic, left.Number, right.Number), Origin: origin);
        else if (right.IsNumber && instruction.Mnemonic is Mnemonic.Add)
            result = left.Plus(right.Number);
        else if (right.IsNumber && instruction.Mnemonic is Mnemonic.Sub)
            result = left.Plus(unchecked(0 - right.Number));
        else if (left.IsNumber && instruction.Mnemonic is Mnemonic.Add)
            result = right.Plus(left.Number);
        else if (instruction.Mnemonic == Mnemonic.And && left.Kind == ValueKind.Stack)
            // The stack is aligned downwards by less than a slot can tell apart from its neighbours: distances from here on are new ones.
            result = left;
        else
            result = new Value(ValueKind.Unknown, Origin: origin, ClearsWriteProtect: Clears(instruction, right));
        if (instruction.Op0Kind == OpKind.Register)
            Place(instruction, result, state, notes);
        else
            Write(AddressOf(instruction, state), result.Blurred, WidthOf(instruction), state, notes, instruction.IP);
    }

    /// <summary>True when an instruction takes bit 16 out of a value and leaves nearly all others.</summary>
    static bool Clears(in Instruction instruction, in Value mask) => instruction.Mnemonic switch
    {
        Mnemonic.Btr => mask is { IsNumber: true, Number: 16 },
        Mnemonic.And => mask.IsNumber && (mask.Number & WriteProtect) == 0 && ulong.PopCount(mask.Number & 0xffff_ffff) >= 29,
        _ => false,
    };

    static ulong Calculate(Mnemonic mnemonic, ulong left, ulong right) => mnemonic switch
    {
        Mnemonic.Add => unchecked(left + right),
        Mnemonic.Sub => unchecked(left - right),
        Mnemonic.And => left & right,
        Mnemonic.Or => left | right,
        Mnemonic.Xor => left ^ right,
        Mnemonic.Shl => left << (int)(right & 63),
        Mnemonic.Shr => left >> (int)(right & 63),
        Mnemonic.Btr => left & ~(1UL << (int)(right & 63)),
        _ => left,
    };

    void Push(in Instruction instruction, FrameState state)
    {
        Value stack = state[Register.RSP].Plus(unchecked((ulong)-8L));
        state[Register.RSP] = stack;
        if (stack.Kind == ValueKind.Stack)
            state.SetSlot((long)stack.Number, Source(instruction, 0, state), 8);
    }

    void Pop(in Instruction instruction, FrameState state)
    {
        Value stack = state[Register.RSP];
        if (instruction.Op0Kind == OpKind.Register)
            state[instruction.Op0Register.GetFullRegister()] = stack.Kind == ValueKind.Stack ? state.Slot((long)stack.Number) : default;
        state[Register.RSP] = stack.Plus(8);
    }

    void Forget(in Instruction instruction, FrameState state, WalkNotes? notes)
    {
        if (instruction.OpCount > 0 && instruction.Op0Kind == OpKind.Memory && instruction.Mnemonic is not (Mnemonic.Jmp or Mnemonic.Call))
            Write(AddressOf(instruction, state), default, 16, state, null, instruction.IP);
        _ = notes;
        foreach (UsedRegister used in _facts.GetInfo(instruction).GetUsedRegisters())
        {
            if (used.Access is not (OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite) || !used.Register.IsGPR())
                continue;
            Register register = used.Register.GetFullRegister();
            state[register] = register == Register.RSP ? state[register] : state[register].Blurred;
        }
    }

    /// <summary>The value of an operand that is read.</summary>
    Value Source(in Instruction instruction, int operand, FrameState state)
    {
        switch (instruction.GetOpKind(operand))
        {
            case OpKind.Register:
                Register register = instruction.GetOpRegister(operand);
                Value value = results.Resolve(state[register.GetFullRegister()]);
                return register.IsGPR64() ? value : register.IsGPR32() && value.IsNumber ? value with { Number = (uint)value.Number }
                    : value.Place is { Kind: PlaceKind.Argument } ? value : value with { Kind = ValueKind.Unknown, Place = null, Number = 0 };
            case OpKind.Memory:
                Value loaded = results.Resolve(Load(AddressOf(instruction, state), state, instruction.MemorySize.GetSize()));
                return instruction.MemorySize.GetSize() == 8 || loaded.IsNumber ? loaded : loaded.Blurred;
            case >= OpKind.Immediate8 and <= OpKind.Immediate32to64:
                return Value.Of(instruction.GetImmediate(operand));
            default:
                return default;
        }
    }

    /// <summary>Puts a value into the first operand.</summary>
    void Place(in Instruction instruction, in Value value, FrameState state, WalkNotes? notes)
    {
        if (instruction.Op0Kind == OpKind.Register)
        {
            Register register = instruction.Op0Register;
            Register full = register.GetFullRegister();
            // Eight and sixteen bits leave the rest as it was.
            state[full] = register.IsGPR64() ? value
                : register.IsGPR32() ? (value.IsNumber ? value with { Number = (uint)value.Number } : value.Place is { Kind: PlaceKind.Argument } ? value : Narrow(value))
                : state[full].Blurred;
        }
        else if (instruction.Op0Kind == OpKind.Memory)
        {
            Write(AddressOf(instruction, state), value, WidthOf(instruction), state, notes, instruction.IP);
        }
    }

    static Value Narrow(in Value value) => new(ValueKind.Unknown, Origin: value.Origin, ClearsWriteProtect: value.ClearsWriteProtect);

    static int WidthOf(in Instruction instruction) => Math.Max(1, instruction.MemorySize.GetSize());

    void Write(in MemoryAddress address, in Value content, int width, FrameState state, WalkNotes? notes, ulong at)
    {
        Value target = results.Resolve(address.Address);
        if (content.Kind == ValueKind.Stack)
            state.Escape((long)content.Number);
        if (target.Kind == ValueKind.Stack)
            state.SetSlot((long)target.Number, address.HasIndex ? default : content, width);
        else if (target.IsNumber && image.SectionAt(target.Number) is not null && !address.HasIndex)
            notes?.StoreVariable(target.Number, width == 8 ? content : content.Blurred, at);
        else if (target.Kind == ValueKind.Place)
            notes?.Store(new StoreNote(at, notes.Function, target, address.Index, address.HasIndex, address.Scale, content, width));
        else if (target.IsNumber && image.ExternalAt(target.Number) is { } symbol)
            notes?.Store(new StoreNote(at, notes.Function, Value.At(Entries.Place.Symbol(symbol.Name, false), target.Number - symbol.Address), address.Index, address.HasIndex, address.Scale, content, width));
    }
}
