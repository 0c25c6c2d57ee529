using Stucktrace.Kernel.Processes;
using Stucktrace.Machine;
using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Termination.Scenarios;

/// <summary>
/// Makes what a function finds on entry: puts values where its formulas read them. A formula over an argument sets the register; one over a field of
/// what an argument points to makes that object and writes the field.
/// </summary>
/// <param name="heap">Where objects are made.</param>
/// <param name="registers">The registers on entry.</param>
sealed class InputPlacement(KernelHeap heap, KnownValue[] registers)
{
    const int ObjectBytes = 4096;
    const int MostHops = 8;
    readonly Dictionary<int, KernelObject> _arguments = [];

    /// <summary>The objects made for arguments, by register.</summary>
    public IReadOnlyDictionary<int, KernelObject> Arguments => _arguments;

    /// <summary>Makes a formula have a value.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when the formula is of another kind: nothing was changed.</returns>
    public bool Set(Expression formula, ulong value) => Set(formula, value, MostHops);

    bool Set(Expression formula, ulong value, int hops)
    {
        if (hops == 0)
            return false;
        switch (formula.Kind)
        {
            case ExpressionKind.EntryRegister:
                registers[formula.Number] = value;
                return true;
            case ExpressionKind.Truncate or ExpressionKind.SignExtend:
                return Set(formula.Left!, value, hops - 1);
            case ExpressionKind.Load when AddressOf(formula.Left!, hops - 1) is { } address:
                return heap.Memory.Write(address, Math.Max(1, formula.Bits / 8), value);
            case ExpressionKind.PerCpu when formula.Left!.IsConstant:
                return heap.Memory.Write(AddressRules.Flat(formula.Left.Number, MemorySegment.PerCpu), Math.Max(1, formula.Bits / 8), value);
            default:
                return false;
        }
    }

    // The address that a formula gives; pointers on the way are made to point to objects.
    ulong? AddressOf(Expression formula, int hops)
    {
        Expression root = formula.WithoutOffset(out long offset);
        if (hops == 0)
            return null;
        switch (root.Kind)
        {
            case ExpressionKind.Constant:
                return root.Number + (ulong)offset;
            case ExpressionKind.EntryRegister:
                return Argument((int)root.Number).Address + (ulong)offset;
            case ExpressionKind.Load when AddressOf(root.Left!, hops - 1) is { } pointer:
                if (heap.Memory.Read(pointer, 8, out ulong target) == MemoryAnswer.NotInInput)
                {
                    target = heap.Allocate("object", "unknown", ObjectBytes).Address;
                    heap.Memory.Write(pointer, 8, target);
                }

                return target + (ulong)offset;
            default:
                return null;
        }
    }

    /// <summary>The object that an argument points to; made when it is first asked for.</summary>
    /// <param name="register">Register of the argument.</param>
    public KernelObject Argument(int register)
    {
        if (!_arguments.TryGetValue(register, out KernelObject? made))
        {
            made = heap.Allocate("argument", "unknown", ObjectBytes);
            _arguments.Add(register, made);
            registers[register] = made.Address;
        }

        return made;
    }
}
