using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Walks;

namespace Stucktrace.Reporting.Walks;

/// <summary>What a step did, in words: for the table of a round that needs no script. The player says the same from the same values.</summary>
/// <param name="view">The walk.</param>
public sealed class WalkWords(WalkView view)
{
    /// <summary>Registers of the processor by index.</summary>
    public static ImmutableArray<string> Registers { get; } = ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"];

    /// <summary>The registers that a step changed and the memory that it touched, each as NAME = VALUE.</summary>
    /// <param name="step">The step.</param>
    public IEnumerable<string> Values(WalkStep step)
    {
        foreach (WalkRegister register in step.Registers)
            yield return $"{Registers[register.Index]} = {Value(register.Value)}";
        foreach (MemoryAccess access in step.Accesses)
            yield return $"{(view.Names.Words.TryGetValue(access.Address, out WalkWord? word) ? word.Name : Hexadecimal.Address(access.Address))} {(access.IsWrite ? "←" : "=")} {Value(new KnownValue(access.Value, access.Unknown), access.Bytes * 8)}";
    }

    /// <summary>The sentence about a branch; null for other steps.</summary>
    /// <param name="step">The step.</param>
    public Message? Branch(WalkStep step)
    {
        if (step.Branch is not { } branch)
            return null;
        if (!view.Questions.TryGetValue(step.Code, out WalkQuestion? question) || branch.Bits == 0)
            return Message.Of(step.Next == view.Trace.Head ? "walk.js.back" : branch.IsTaken ? "walk.js.jumps" : "walk.js.falls");
        (ulong looked, ulong other) = question.IsRight ? (branch.Right, branch.Left) : (branch.Left, branch.Right);
        string wanted = Number(other, branch.Bits), found = Number(looked, branch.Bits);
        return branch.IsTaken == question.TakenLeaves
            ? Message.Of("walk.js.taken", question.Name, question.Relation, wanted)
            : Message.Of(question.IsExit ? "walk.js.not-taken" : "walk.js.other-way", question.Name, question.Relation, wanted, found);
    }

    /// <summary>A register or word of memory: a small number as people count, an address with what is there.</summary>
    /// <param name="value">The value.</param>
    /// <param name="bits">Its width.</param>
    public string Value(KnownValue value, int bits = 64) => value.IsKnown ? Number(value.Value, bits) : "?";

    string Number(ulong value, int bits)
    {
        const ulong Small = 1 << 20;
        if (bits <= 32 && (value < Small || (bits == 32 && (int)value is < 0 and > -(int)Small)))
            return ((long)(bits == 32 ? (int)value : (long)value)).ToString(CultureInfo.InvariantCulture);
        if (value < Small)
            return value < 4096 ? value.ToString(CultureInfo.InvariantCulture) : Hexadecimal.Address(value);
        string name = view.Names.ObjectAt(value) is { } found ? $" ({found.Name}{(value == found.Address ? string.Empty : Hexadecimal.Signed((long)(value - found.Address)))})" : string.Empty;
        return Hexadecimal.Address(value) + name;
    }
}
