using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>Registers: which point equally far into the stack, and which play the same part.</summary>
static class RegisterPoints
{
    internal static IEnumerable<ComparisonPoint> Of(SignaturePair pair)
    {
        if (pair.First.Trace is not { } one || pair.Second.Trace is not { } two)
            yield break;
        if (Distances(pair, one, two) is { } distances)
            yield return distances;
        foreach (HoldingRole role in Enum.GetValues<HoldingRole>())
        {
            if (Role(pair, one, two, role) is { } point)
                yield return point;
        }
    }

    /// <summary>A register as its architecture's people write it.</summary>
    internal static string Name(FailureTrace trace, string register) => trace.Architecture is Architecture.X64 or Architecture.X86 ? register.ToUpperInvariant() : register;

    // Of two places of the code, or of two builds, nothing follows from other distances.
    static ComparisonPoint? Distances(SignaturePair pair, FailureTrace one, FailureTrace two)
    {
        if (pair.Similarity is not { SamePlace: true } similarity || BuildPoints.IsOtherCode(pair) || (one.StackPointers.IsEmpty && two.StackPointers.IsEmpty))
            return null;
        ImmutableArray<(string Register, long Offset)> equal = [.. similarity.EqualDistances.Where(d => RegisterRoles.IsArgument(d.Register))];
        bool agree = !equal.IsEmpty;
        return pair.Point("registers", Shown(one, agree ? equal : one.StackPointers), Shown(two, agree ? equal : two.StackPointers), agree ? Agreement.Agree : Agreement.Fit, agree ? Message.Of("compare.registers.equal") : Message.Of("compare.registers.other"));
    }

    static string? Shown(FailureTrace trace, ImmutableArray<(string Register, long Offset)> distances) => distances.IsEmpty
        ? null
        : string.Join(", ", distances.GroupBy(d => d.Offset).Select(g => string.Create(CultureInfo.InvariantCulture, $"{string.Join(" = ", g.Select(d => Name(trace, d.Register)))} = {Name(trace, trace.StackPointer ?? "sp")}+0x{g.Key:x}")));

    static ComparisonPoint? Role(SignaturePair pair, FailureTrace one, FailureTrace two, HoldingRole role)
    {
        RegisterHolding[] first = [.. one.Holdings.Where(h => h.Role == role)], second = [.. two.Holdings.Where(h => h.Role == role)];
        if (first.Length == 0 && second.Length == 0)
            return null;
        // The same register in both, else the first of each.
        RegisterHolding? given = second.FirstOrDefault(h => role == HoldingRole.Wanted && (int)h.Value == pair.Second.GivenPid);
        RegisterHolding? a = first.FirstOrDefault(h => h.Register == given?.Register) ?? first.FirstOrDefault(h => second.Any(o => o.Register == h.Register)) ?? first.FirstOrDefault();
        RegisterHolding? b = second.FirstOrDefault(h => h.Register == a?.Register) ?? second.FirstOrDefault();
        bool same = a?.Register == b?.Register;
        Message? why = (role, same, a, b) switch
        {
            (_, _, null, _) or (_, _, _, null) => null,
            (HoldingRole.Current, true, _, _) => Message.Of("fact.compare.current", Name(one, a.Register)),
            (HoldingRole.Cursor, true, _, _) => Message.Of("fact.compare.cursor", Name(one, a.Register)),
            (HoldingRole.Wanted, true, _, _) when b == given => Message.Of("compare.role.given", Name(one, a.Register), Number(b.Value), Number(a.Value)),
            (HoldingRole.Wanted, true, _, _) => Message.Of(a.IsArgument || b.IsArgument ? "fact.compare.pid-asked" : "fact.compare.pid", Name(one, a.Register), Number(a.Value), Number(b.Value)),
            _ => Message.Of("compare.role.other-register"),
        };
        return pair.Point(role.Kebab(), Shown(one, a), Shown(two, b), same ? Agreement.Agree : Agreement.Fit, why, SignaturePair.At(pair.First, a?.Line), SignaturePair.At(pair.Second, b?.Line));
    }

    static string? Shown(FailureTrace trace, RegisterHolding? holding) => holding is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{Name(trace, holding.Register)} = {(holding.Role == HoldingRole.Wanted ? Number(holding.Value) : Hexadecimal.Address(holding.Value))}");

    static string Number(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
