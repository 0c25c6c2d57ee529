using System.Globalization;
using Iced.Intel;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Machine;

namespace Stucktrace.Termination.Live;

/// <summary>Finds what every object on the way is compared with: a field of the objects decides a branch, and the other side of the comparison stays the same.</summary>
static class WantedFinder
{
    static readonly string[] TaskFields = ["pid", "tgid", "flags", "__state", "state", "prio", "mm"];

    /// <summary>Finds it.</summary>
    /// <param name="outcome">What the run showed.</param>
    /// <param name="proof">The certificate.</param>
    /// <param name="deciding">The words that decide.</param>
    /// <param name="list">The list, or null.</param>
    /// <param name="types">Layouts.</param>
    internal static WantedValue? Find(LiveOutcome outcome, Certificate proof, DecidingWords deciding, LiveList? list, IKernelTypes types)
    {
        if (list is null)
            return null;
        Dictionary<ulong, CertifiedInstruction> code = proof.Code.ToDictionary(c => c.Address);
        Dictionary<(long Offset, int Bytes, ulong Branch), int> fields = [];
        ulong[] bases = [.. list.Ring.Select(n => n.Object != 0 ? n.Object : n.Link).Order()];
        foreach ((FrozenWord word, ulong branch) in deciding.Words)
        {
            if (OffsetIn(bases, word.Address) is { } offset && offset != (list.FieldOffset ?? 0))
                fields[(offset, word.Bytes, branch)] = fields.GetValueOrDefault((offset, word.Bytes, branch)) + 1;
        }

        foreach (((long offset, int bytes, ulong branch), int count) in fields.OrderByDescending(f => f.Value))
        {
            if (2 * count >= bases.Length && Compared(proof, code, branch) is { } compared)
            {
                ulong value = compared.Value & Numbers.Mask(bytes * 8);
                string? name = list.IsTasks ? TaskFields.FirstOrDefault(f => types.Field("task_struct", f) is { } place && place.Offset == offset) : null;
                return new WantedValue(value, bytes, offset, name is null ? null : $"task_struct.{name}", branch, compared.Register);
            }
        }

        return null;
    }

    // Objects are a page at most; a node without a known object may lie anywhere in it.
    static long? OffsetIn(ulong[] bases, ulong address)
    {
        int at = Array.BinarySearch(bases, address);
        int index = at >= 0 ? at : ~at - 1;
        return index >= 0 && address - bases[index] < 16384 ? (long)(address - bases[index]) : null;
    }

    // The comparison before the branch, with one side that is the same in every round: a register of the certificate that the period does not write, or a number.
    static (ulong Value, string? Register)? Compared(Certificate proof, Dictionary<ulong, CertifiedInstruction> code, ulong branch)
    {
        const int Furthest = 24;
        for (ulong back = 2; back <= Furthest; back++)
        {
            if (!code.TryGetValue(branch - back, out CertifiedInstruction certified))
                continue;
            Instruction instruction = Decode(certified);
            if (instruction.Mnemonic != Mnemonic.Cmp || instruction.NextIP > branch)
                continue;
            for (int operand = 0; operand < 2; operand++)
            {
                if (instruction.GetOpKind(operand) is >= OpKind.Immediate8 and <= OpKind.Immediate32to64)
                    return (instruction.GetImmediate(operand), null);
                if (instruction.GetOpKind(operand) == OpKind.Register && Constant(proof, instruction.GetOpRegister(operand)) is { } value)
                    return (value, RegisterName(instruction.GetOpRegister(operand)));
            }
        }

        return null;
    }

    static ulong? Constant(Certificate proof, Register register)
    {
        Register whole = register.GetFullRegister();
        if (!register.IsGPR() || proof.Registers.Where(r => r.Index == whole - Register.RAX).Select(r => (ulong?)r.Value).FirstOrDefault() is not { } value)
            return null;
        InstructionInfoFactory factory = new();
        foreach (CertifiedInstruction certified in proof.Code)
        {
            foreach (UsedRegister used in factory.GetInfo(Decode(certified)).GetUsedRegisters())
            {
                if (used.Register.GetFullRegister() == whole && used.Access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite && used.Register.GetFullRegister() == whole)
                    return null;
            }
        }

        return value;
    }

    static Instruction Decode(CertifiedInstruction certified) => Decoder.Create(64, new ByteArrayCodeReader(Convert.FromHexString(certified.Bytes)), certified.Address).Decode();

    static string RegisterName(Register register) => register.ToString().ToUpper(CultureInfo.InvariantCulture);
}
