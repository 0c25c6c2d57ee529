using Stucktrace.Formats;
using Stucktrace.Kernel;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>Names for values of a function: its arguments, <c>current</c>, symbols.</summary>
sealed class ValueNames(ModuleImage image)
{

    internal ModuleImage Image { get; } = image;

    /// <summary>Whether a formula is <c>current</c>.</summary>
    internal bool IsCurrent(Expression e) => e.Kind == ExpressionKind.PerCpu && e.Bits == 64 && e.Left!.IsConstant && IsCurrent(e.Left.Number);

    /// <summary>Whether an address relative to this CPU's area is that of <c>current</c>.</summary>
    internal bool IsCurrent(ulong offset) => Image.ExternalAt(offset) is { } symbol && CurrentTaskSymbols.Contains(symbol.Name, offset - symbol.Address);

    /// <summary>Number of the argument that a register of the entry is, from 1; 0 for none.</summary>
    internal static int ArgumentOf(Expression e) => e.Kind == ExpressionKind.EntryRegister ? RegisterConvention.Arguments.IndexOf((int)e.Number) + 1 : 0;

    /// <summary>Name of the external function that the call instruction at an address calls, or null.</summary>
    internal string? CalledAt(ulong site) =>
        Image.BytesAt(site, 5) is [0xe8, ..] and { Length: 5 } bytes
            ? Image.ExternalAt(site + 5 + (ulong)System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]))?.Name
            : null;

    /// <summary>The symbol that an address is in.</summary>
    internal SymbolReference? SymbolOf(Expression e) => e.IsConstant && e.Number >= 0xffffffff_80000000 ? Image.Describe(e.Number) : null;

    /// <summary>A value as a person calls it.</summary>
    internal object Words(Expression e)
    {
        if (IsCurrent(e))
            return "current";
        if (ArgumentOf(e) is > 0 and int number)
            return Message.Of($"loop.argument.{number}", Cell.Register(RegisterConvention.Arguments[number - 1]).ToString());
        if (e.Kind == ExpressionKind.Truncate && ArgumentOf(e.Left!) > 0)
            return Words(e.Left!);
        if (e.Kind == ExpressionKind.CallResult)
            return Message.Of("loop.call-result");
        if (e.Kind == ExpressionKind.EntryRegister && e.Number == MachineState<Expression>.StackPointer)
            return Message.Of("loop.stack");
        return Text(e);
    }

    /// <summary>A formula as text.</summary>
    internal string Text(Expression e, Expression? cursor = null) => ExpressionText.Of(e, part =>
    {
        if (ReferenceEquals(part, cursor))
            return "cursor";
        if (IsCurrent(part))
            return "current";
        if (ArgumentOf(part) is > 0 and int number)
            return $"arg{number}";
        if (SymbolOf(part) is { } symbol)
            return symbol.Text;
        return null;
    });
}
