using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Termination.Walks;

namespace Stucktrace.Reporting.Walks;

/// <summary>Reads off the executed steps what each branch of the loop asks, in the words of the memory that was compared.</summary>
/// <param name="trace">The walk.</param>
/// <param name="names">What its addresses are called.</param>
sealed class WalkQuestions(WalkTrace trace, WalkNames names)
{
    static readonly InstructionText Plain = new(_ => null, operandColumn: 0);

    /// <summary>The questions, by index of the branch in the walk's code.</summary>
    internal ImmutableDictionary<int, WalkQuestion> All()
    {
        ImmutableDictionary<int, WalkQuestion>.Builder questions = ImmutableDictionary.CreateBuilder<int, WalkQuestion>();
        HashSet<Register> written = Written();
        Dictionary<int, WalkStep> latest = [];
        foreach (WalkStep step in trace.Segments.SelectMany(s => s.Steps))
        {
            latest[step.Code] = step;
            if (step is { Round: > 0, Branch: { Bits: > 0, Compared: >= 0 } branch } && !questions.ContainsKey(step.Code)
                && latest.TryGetValue(branch.Compared, out WalkStep? compared) && Ask(step, branch, compared, written) is { } question)
                questions.Add(step.Code, question);
        }

        return questions.ToImmutable();
    }

    WalkQuestion? Ask(WalkStep step, WalkBranch branch, WalkStep compared, HashSet<Register> written)
    {
        bool isExit = names.Exits.TryGetValue(step.Code, out bool takenLeaves);
        if (!isExit)
            takenLeaves = !branch.IsTaken;
        ConditionCode condition = takenLeaves ? branch.Condition : Opposite(branch.Condition);
        if (Relation(condition) is not { } relation)
            return null;
        Instruction instruction = trace.Code[compared.Code].Instruction;
        bool isTest = instruction.Mnemonic == Mnemonic.Test;
        if (instruction.Mnemonic != Mnemonic.Cmp)
        {
            string what = isTest && instruction.Op0Kind == OpKind.Register && instruction.Op1Kind == OpKind.Register && instruction.Op0Register == instruction.Op1Register
                ? Operand(instruction, 0, compared) : isTest ? $"{Operand(instruction, 0, compared)} & {Operand(instruction, 1, compared)}" : Operand(instruction, 0, compared);
            return new WalkQuestion(what, relation, false, IsSigned(condition), takenLeaves, isExit);
        }

        bool right = instruction.Op1Kind == OpKind.Memory || (instruction.Op0Kind != OpKind.Memory && instruction.Op1Kind == OpKind.Register
            && written.Contains(instruction.Op1Register.GetFullRegister()) && !written.Contains(instruction.Op0Register.GetFullRegister()));
        return new WalkQuestion(Operand(instruction, right ? 1 : 0, compared), right ? Mirrored(relation) : relation, right, IsSigned(condition), takenLeaves, isExit);
    }

    string Operand(in Instruction instruction, int operand, WalkStep step)
    {
        if (instruction.GetOpKind(operand) == OpKind.Memory && step.Accesses.Length > 0 && names.Words.TryGetValue(step.Accesses[0].Address, out WalkWord? word))
            return word.Owner is not null ? word.Field : word.Name;
        return instruction.GetOpKind(operand) == OpKind.Register ? $"%{instruction.GetOpRegister(operand).ToString().ToLowerInvariant()}"
            : instruction.GetOpKind(operand) == OpKind.Memory ? Plain.Of(instruction) : Hexadecimal.Signed((long)instruction.GetImmediate(operand)).TrimStart('+');
    }

    // Registers that the rounds change: the other side of a comparison with them is what is wanted.
    HashSet<Register> Written()
    {
        HashSet<Register> written = [];
        InstructionInfoFactory factory = new();
        foreach (int index in trace.Segments.SelectMany(s => s.Steps).Where(s => s.Round > 0).Select(s => s.Code).Distinct())
        {
            foreach (UsedRegister used in factory.GetInfo(trace.Code[index].Instruction).GetUsedRegisters())
            {
                if (used.Access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite)
                    written.Add(used.Register.GetFullRegister());
            }
        }

        return written;
    }

    static string? Relation(ConditionCode condition) => condition switch
    {
        ConditionCode.e => "=",
        ConditionCode.ne => "≠",
        ConditionCode.b or ConditionCode.l or ConditionCode.s => "<",
        ConditionCode.ae or ConditionCode.ge or ConditionCode.ns => "≥",
        ConditionCode.be or ConditionCode.le => "≤",
        ConditionCode.a or ConditionCode.g => ">",
        _ => null,
    };

    static bool IsSigned(ConditionCode condition) => condition is ConditionCode.l or ConditionCode.ge or ConditionCode.le or ConditionCode.g or ConditionCode.s or ConditionCode.ns;

    static string Mirrored(string relation) => relation switch { "<" => ">", ">" => "<", "≤" => "≥", "≥" => "≤", _ => relation };

    static ConditionCode Opposite(ConditionCode condition) => condition switch
    {
        ConditionCode.e => ConditionCode.ne,
        ConditionCode.ne => ConditionCode.e,
        ConditionCode.b => ConditionCode.ae,
        ConditionCode.ae => ConditionCode.b,
        ConditionCode.be => ConditionCode.a,
        ConditionCode.a => ConditionCode.be,
        ConditionCode.l => ConditionCode.ge,
        ConditionCode.ge => ConditionCode.l,
        ConditionCode.le => ConditionCode.g,
        ConditionCode.g => ConditionCode.le,
        ConditionCode.s => ConditionCode.ns,
        ConditionCode.ns => ConditionCode.s,
        _ => ConditionCode.None,
    };
}
