using System.Collections.Immutable;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>
/// Each repeated report of a stall is an independent sample of the same loop: its instruction has to be one of the loop's, what the loop leaves alone has
/// to be the same each time, the cursor has to be an object, and what the code derives from it has to lie where the code puts it.
/// </summary>
static class OrbitCheck
{
    const ulong PointerBytes = 8;

    /// <summary>Checks all samples of a stall.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="module">The module.</param>
    /// <param name="loop">The loop.</param>
    internal static ImmutableArray<OrbitSample> Of(IncidentCase incident, ExaminedModule module, LoopFacts loop)
    {
        List<OrbitSample> samples = [];
        foreach (Report report in incident.Samples)
        {
            ExaminedReport examined = incident.Examination.Of(report);
            if (examined.Active().FirstOrDefault(p => p.Module.Input == module.Input && p.Function.Entry == loop.Function.Entry) is not { } place)
                continue;
            bool inside = module.Code.GraphOf(place.Function).BlockAt(place.Address) is { } block && loop.Loop.Contains(block.Id);
            // A frame that the kernel does not vouch for may be left over from an earlier call: it contradicts nothing.
            if (!inside && place.Frame >= 0 && !report.Frames[place.Frame].Reliable)
                continue;
            samples.Add(inside
                ? new OrbitSample(report, RegisterMeanings.Read(report, StuckLoopFinder.Path(examined, place), loop), null, [report.Place()])
                : new OrbitSample(report, [], Message.Of("join.orbit.outside", module.Text(place.Address)), [report.Place()]));
        }

        Dictionary<(RegisterRole, string), ulong> usual = Usual(samples);
        return [.. samples.Select(s => s.Wrong is null && Wrong(s, usual) is { } wrong ? s with { Wrong = wrong.Text, Evidence = [.. wrong.Register.Evidence.Take(1), .. s.Evidence] } : s)];
    }

    // What most samples hold; of equals, the first.
    static Dictionary<(RegisterRole, string), ulong> Usual(List<OrbitSample> samples) => samples
        .SelectMany(s => s.Registers).Where(IsConstant).GroupBy(r => (r.Role, r.Register))
        .ToDictionary(g => g.Key, g => g.GroupBy(r => r.Value).MaxBy(v => v.Count())!.Key);

    static bool IsConstant(RegisterMeaning meaning) => meaning.Role is RegisterRole.Current or RegisterRole.Wanted or RegisterRole.Sentinel;

    static (RegisterMeaning Register, Message Text)? Wrong(OrbitSample sample, Dictionary<(RegisterRole, string), ulong> usual)
    {
        foreach (RegisterMeaning register in sample.Registers)
        {
            if (IsConstant(register) && usual[(register.Role, register.Register)] is var other && other != register.Value)
                return (register, Message.Of("join.orbit.changed", register.Shown, RegisterText.Hex(register.Value), RegisterText.Hex(other)));
            if (register is { Role: RegisterRole.Current, Contradicted: { } task })
                return (register, Message.Of("join.orbit.not", register.Shown, RegisterText.Hex(register.Value), task));
            if (register.Offset is null)
                continue;
            if (register.Contradicted is { } wrong)
                return (register, Message.Of("join.orbit.not", register.Shown, RegisterText.Hex(register.Value), wrong));
            if (register.Value < KernelHalf.First || (register.Value - (ulong)register.Offset) % PointerBytes != 0)
                return (register, Message.Of("join.orbit.no-object", register.Shown, RegisterText.Hex(register.Value)));
            if (Apart(sample, register) is { } cursor)
                return (register, Message.Of("join.orbit.apart", register.Shown, RegisterText.Hex(register.Value), cursor.Shown, RegisterText.Hex(cursor.Value), RegisterText.Hex(register.Offset.Value - cursor.Offset!.Value)));
        }

        return null;
    }

    // Two registers that point into one object by the code, and do not by their values.
    static RegisterMeaning? Apart(OrbitSample sample, RegisterMeaning register) => sample.Registers.FirstOrDefault(r =>
        r.Offset is { } offset && r.IsNext == register.IsNext && r.Role == RegisterRole.Cursor && register.Value - r.Value != (ulong)(register.Offset!.Value - offset));
}
