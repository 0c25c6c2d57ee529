using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.Rules;

/// <summary>
/// A place printed as a bare address in the area of modules. The kernel prints the symbol of every module that has a symbol table, so the code belongs to
/// a module that was stripped of it (or to none, such as an ftrace trampoline): the kernel's own modules are not stripped.
/// </summary>
static class BareAddress
{
    // x86-64: MODULES_VADDR to MODULES_END (arch/x86/include/asm/pgtable_64_types.h).
    const ulong First = 0xffff_ffff_a000_0000, Last = 0xffff_ffff_ff00_0000;

    internal static bool InModuleArea(ulong? address) => address is >= First and < Last;

    /// <summary>Names the only third-party module that it can be; says "one of these" when there are several.</summary>
    internal static Draft? Judge(IncidentCase incident, Report cause, CallPlace place)
    {
        if (!InModuleArea(place.Location.Address))
            return null;
        ImmutableArray<string> printed = [.. incident.Reports.SelectMany(r => r.Frames).Select(f => f.Location.Module).OfType<string>().Distinct(StringComparer.Ordinal)];

        // A module whose name stands beside other frames has its symbols; it is none of those.
        ImmutableArray<string> left = [.. incident.ThirdParty.Except(printed, StringComparer.Ordinal)];
        string address = place.Location.Text();
        if (left is [var only])
        {
            FailureClass kind = LoopEvidence.Of(incident.Samples) is not null ? FailureClass.EndlessListWalk : FailureClass.EndlessLoop;
            return new Draft(new Culprit(CulpritKind.Module, only), kind, Confidence.Likely, Message.Of("verdict.bare-address", cause.Cpu, address, only), [cause.At(place.Line)]);
        }

        return left.IsEmpty ? null : new Draft(
            new Culprit(CulpritKind.Unknown), FailureClass.EndlessLoop, Confidence.Possible, Message.Of("verdict.bare-address-many", cause.Cpu, address, string.Join(", ", left)), [cause.At(place.Line)]);
    }
}
