using System.Globalization;
using System.Text;

namespace Stucktrace.Machine.Symbolic;

/// <summary>Writes formulas. Names for addresses come from whoever knows the module.</summary>
public static class ExpressionText
{
    static readonly string[] Operators = ["+", "-", "*", "*h", "*hs", "&", "|", "^", "<<", ">>", ">>s", "rol", "ror"];
    static readonly string[] Relations = ["=", "≠", "<", "≤", "<s", "≤s"];

    /// <summary>The formula as text.</summary>
    /// <param name="expression">The formula.</param>
    /// <param name="name">Gives a part a better name, or null.</param>
    public static string Of(Expression expression, Func<Expression, string?>? name = null)
    {
        StringBuilder text = new();
        Write(text, expression, name, outer: true);
        return text.Length > ExpressionLimits.MaxText ? text.ToString(0, ExpressionLimits.MaxText) + "…" : text.ToString();
    }

    // Formulas are at most MaxDepth deep, so this recursion is bounded; a long one is cut.
    static void Write(StringBuilder text, Expression e, Func<Expression, string?>? name, bool outer = false)
    {
        if (text.Length > ExpressionLimits.MaxText)
            return;
        if (name?.Invoke(e) is { } given)
        {
            text.Append(given);
            return;
        }

        switch (e.Kind)
        {
            case ExpressionKind.Constant:
                AppendNumber(text, e.Number);
                break;
            case ExpressionKind.EntryRegister:
                text.Append(Cell.Register((int)e.Number)).Append("@entry");
                break;
            case ExpressionKind.LoopValue:
                text.Append(e.Cell);
                break;
            case ExpressionKind.Load or ExpressionKind.PerCpu:
                if (e.Bits != 64)
                    text.Append(CultureInfo.InvariantCulture, $"u{e.Bits}");
                text.Append(e.Kind == ExpressionKind.Load ? "[" : "gs:[");
                Write(text, e.Left!, name, outer: true);
                text.Append(']');
                break;
            case ExpressionKind.CallResult:
                text.Append(CultureInfo.InvariantCulture, $"result@{e.Number:x}");
                break;
            case ExpressionKind.Unknown:
                text.Append('?');
                break;
            case ExpressionKind.Merge:
                text.Append("one of (");
                for (int i = 0; i < e.Parts.Length; i++)
                {
                    if (i > 0)
                        text.Append(", ");
                    Write(text, e.Parts[i], name, outer: true);
                }

                text.Append(')');
                break;
            case ExpressionKind.Select:
                text.Append('(');
                Write(text, e.Parts[0], name);
                text.Append(" ? ");
                Write(text, e.Parts[1], name);
                text.Append(" : ");
                Write(text, e.Parts[2], name);
                text.Append(')');
                break;
            case ExpressionKind.Truncate:
                text.Append(CultureInfo.InvariantCulture, $"u{e.Bits}(");
                Write(text, e.Left!, name, outer: true);
                text.Append(')');
                break;
            case ExpressionKind.SignExtend:
                text.Append(CultureInfo.InvariantCulture, $"s{e.OperandBits}(");
                Write(text, e.Left!, name, outer: true);
                text.Append(')');
                break;
            case ExpressionKind.Unary:
                text.Append(e.Unary.ToString().ToLowerInvariant()).Append('(');
                Write(text, e.Left!, name, outer: true);
                text.Append(')');
                break;
            default:
                WritePair(text, e, name, outer);
                break;
        }
    }

    static void WritePair(StringBuilder text, Expression e, Func<Expression, string?>? name, bool outer)
    {
        if (!outer)
            text.Append('(');
        Write(text, e.Left!, name);
        if (e.IsSum)
        {
            long offset = Offset(e);
            text.Append(offset < 0 ? '-' : '+').Append(CultureInfo.InvariantCulture, $"0x{Math.Abs(offset):x}");
        }
        else
        {
            string sign = e.Kind switch
            {
                ExpressionKind.Compare => Relations[(int)e.Relation],
                ExpressionKind.Insert => "with",
                _ => Operators[(int)e.Binary],
            };
            text.Append(' ').Append(sign).Append(' ');
            Write(text, e.Right!, name);
        }

        if (!outer)
            text.Append(')');
    }

    static long Offset(Expression sum)
    {
        _ = sum.WithoutOffset(out long offset);
        return offset == long.MinValue ? 0 : offset;
    }

    static void AppendNumber(StringBuilder text, ulong number)
    {
        if (number < 10)
            text.Append(number);
        else
            text.Append(CultureInfo.InvariantCulture, $"0x{number:x}");
    }
}
