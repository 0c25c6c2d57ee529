using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>Whether the same code ran: build of the module, bytes at the place, kernel.</summary>
static class BuildPoints
{
    // So many equal bytes are no accident; bytes that the loader or the kernel patched may differ between them.
    const int LeastBytes = 16;
    const int IdShown = 12;

    internal static IEnumerable<ComparisonPoint> Of(SignaturePair pair)
    {
        if (Build(pair) is { } build)
            yield return build;
        if (Code(pair) is { } code)
            yield return code;
        yield return pair.Point("kernel", pair.First.Kernel, pair.Second.Kernel, pair.IsSameKernel == true ? Agreement.Agree : Agreement.Differ);
    }

    /// <summary>True when both ran other code: two builds of the module, or two kernels where the kernel or an unknown build is compared.</summary>
    internal static bool IsOtherCode(SignaturePair pair) => pair.Module is null ? pair.IsSameKernel == false : IsSameBuild(pair) is false || (IsSameBuild(pair) is null && pair.IsSameKernel == false);

    /// <summary>Whether both had the same build of the module that they blame; null when that is not known.</summary>
    internal static bool? IsSameBuild(SignaturePair pair) => Judge(pair)?.Same;

    static ComparisonPoint? Build(SignaturePair pair)
    {
        if (Judge(pair) is not { } judged)
            return pair.Module is null ? null : pair.Point("build", null, null, Agreement.Unknown, Message.Of("compare.build.unknown", pair.Module));
        long?[] lines = [pair.First.Trace?.Subject?.Line, pair.Second.Trace?.Subject?.Line];
        return new ComparisonPoint("build", judged.First, judged.Second, judged.Same switch { true => Agreement.Agree, false => Agreement.Differ, _ => Agreement.Fit }, judged.Why,
            SignaturePair.At(pair.First, lines[0]), SignaturePair.At(pair.Second, lines[1]));
    }

    // The surest sign that both show decides.
    static (bool? Same, string First, string Second, Message Why)? Judge(SignaturePair pair)
    {
        if (pair.Module is not { } module)
            return null;
        BuildSignature? one = pair.First.Build, two = pair.Second.Build;
        if (one?.BuildId is { } id && two?.BuildId is { } other)
            return (id == other, Short(id), Short(other), Message.Of(id == other ? "compare.build.same-id" : "compare.build.other-id", module));
        if (one?.SourceVersion is { } source && two?.SourceVersion is { } otherSource && source != otherSource)
            return (false, Short(source), Short(otherSource), Message.Of("compare.build.other-source", module));
        if (pair.First.Trace is not { } first || pair.Second.Trace is not { } second)
            return null;
        if (CodeDistances.SizeThatDiffers(first, second, module) is { } size)
            return (false, Size(size.Function, size.First), Size(size.Function, size.Second), Message.Of("compare.build.size", module, size.Function));
        List<CodeDistances.SharedPlace> shared = CodeDistances.Shared(first, second, module);
        bool? same = CodeDistances.SameBuild(shared, out ulong? distance, out CodeDistances.SharedPlace far);
        if (same == true && distance is { } bytes)
        {
            CodeLocation near = shared.First(p => p.First.Address is not null && p.Second.Address is not null).First;
            bool moved = far.First.Address != far.Second.Address;
            string shown = string.Create(CultureInfo.InvariantCulture, $"0x{bytes:x}");
            return (true, shown, shown, Message.Of(moved ? "fact.compare.same-build-moved" : "fact.compare.same-build", module, near.Text(), far.First.Text(), shown));
        }

        if (same == false)
            return (false, Address(shared[0].First), Address(shared[0].Second), Message.Of("fact.compare.other-build", module));
        if (SharedSizes(first, second, module) is { Count: > 0 } sizes)
        {
            string shown = string.Join(", ", sizes.Take(3).Select(s => Size(s.Key, s.Value)));
            return (sizes.Count > 1 ? true : null, shown, shown, sizes.Count > 1 ? Message.Of("compare.build.sizes", module, sizes.Count) : Message.Of("compare.build.one-size", module));
        }

        return null;
    }

    static Dictionary<string, ulong> SharedSizes(FailureTrace first, FailureTrace second, string module)
    {
        HashSet<(string, ulong)> known = [.. Sizes(first, module)];
        return Sizes(second, module).Where(known.Contains).Distinct().GroupBy(s => s.Function).ToDictionary(g => g.Key, g => g.First().Size, StringComparer.Ordinal);
    }

    static IEnumerable<(string Function, ulong Size)> Sizes(FailureTrace trace, string module) =>
        trace.Places.Select(p => p.Location).Where(l => l.Module == module && l is { Symbol: not null, Size: not null }).Select(l => (l.Symbol!, l.Size!.Value));

    static string Short(string id) => id.Length <= IdShown ? id : id[..IdShown];

    static string Size(string function, ulong bytes) => string.Create(CultureInfo.InvariantCulture, $"{function}/0x{bytes:x}");

    static string Address(CodeLocation location) => location.Address is { } address ? Hexadecimal.Address(address) : location.Text();

    // The bytes around the place: shifted by as much as the two offsets differ, else by nothing where no function is named.
    static ComparisonPoint? Code(SignaturePair pair)
    {
        if (pair.First.Trace is not { Code: { Unreadable: false, InstructionIndex: >= 0 } one } first || pair.Second.Trace is not { Code: { Unreadable: false, InstructionIndex: >= 0 } two } second)
            return null;
        CodeLocation? a = (first.Inner ?? first.Subject)?.Location, b = (second.Inner ?? second.Subject)?.Location;
        if (a?.Symbol != b?.Symbol && a?.Symbol is not null && b?.Symbol is not null)
            return null;
        long shift = a?.Symbol is null || b?.Symbol is null ? 0 : (long)((b.Offset ?? 0) - (a.Offset ?? 0));
        (int equal, int all) = Overlap(one, two, shift);
        if (all < LeastBytes)
            return null;
        Agreement agreement = equal * 8 >= all * 7 ? Agreement.Agree : equal * 2 < all ? Agreement.Differ : Agreement.Unknown;
        string shown = string.Create(CultureInfo.InvariantCulture, $"{equal}/{all}");
        return pair.Point("code", shown, shown, agreement, Message.Of("compare.code", equal, all), SignaturePair.At(pair.First, one.Line), SignaturePair.At(pair.Second, two.Line));
    }

    static (int Equal, int All) Overlap(CodeBytes one, CodeBytes two, long shift)
    {
        int equal = 0, all = 0;
        for (int i = 0; i < one.Bytes.Length; i++)
        {
            long at = i - one.InstructionIndex + two.InstructionIndex - shift;
            if (at < 0 || at >= two.Bytes.Length)
                continue;
            all++;
            if (one.Bytes[i] == two.Bytes[(int)at])
                equal++;
        }

        return (equal, all);
    }
}
