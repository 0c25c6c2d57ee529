using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>
/// Reads several samples of one stuck task side by side (ST1506): repeated reports, other detectors, NMI back traces. At the same instruction of the same
/// frame, registers that move are what the loop advances, and those that stay are what it compares with.
/// </summary>
public static class SampleFacts
{
    const int MostSamples = 20;
    const int MostNamed = 4;

    // Furthest that a list node lies from its object's start; task_struct is the largest that lists go through.
    const long LargestObject = 0x4000;

    // A node holds pointers and lies where they can.
    const long NodeAlignment = 4;

    /// <summary>Reads the samples.</summary>
    /// <param name="samples">Reports of one incident.</param>
    /// <param name="incident">Its id, or null.</param>
    /// <param name="path">Path of an input by its index, for the commands that show the evidence; null for a placeholder.</param>
    public static ImmutableArray<Finding> Read(IEnumerable<Report> samples, string? incident, Func<int, string>? path = null)
    {
        // The same task, instruction and frame: only then do registers keep their roles.
        Report[] group = samples
            .Where(r => r.Location is not null && !r.IsMixed && RegisterText.StackPointer(r) is not null)
            .GroupBy(r => (r.Input, r.Boot, r.Pid, r.Location!.Symbol, r.Location.Offset, r.Location.Module, Sp: r.Registers[RegisterText.StackPointer(r)!], r.Location.Symbol is null ? r.Location.Address : null))
            .OrderByDescending(g => g.Count()).Select(g => g.Take(MostSamples).ToArray()).FirstOrDefault() ?? [];
        return group.Length < 2 || Claim(group) is not { } claim
            ? []
            : [Make(group, claim.Text, claim.Registers, group.Length > 2 ? Confidence.Likely : Confidence.Possible, incident, path)];
    }

    static (Message Text, string[] Registers)? Claim(Report[] group)
    {
        Report first = group[0];
        string[] common = [.. RegisterRoles.DataRegisters(first).Where(r => group.All(g => g.Registers[r] is not null))];
        string[] moving = [.. common.Where(r => group.Any(g => g.Registers[r] != first.Registers[r]))];
        string[] pointers = [.. moving.Where(r => group.All(g => IsKernelPointer(g.Registers[r]!.Value)))];
        string[] fixedOnes = [.. common.Except(moving).Where(r => first.Registers[r] > 0xff).Take(MostNamed)];
        object stayed = fixedOnes.Length == 0 ? Message.Of("fact.samples.none") : string.Join(", ", fixedOnes.Select(r => RegisterText.Name(first, r)));
        foreach (string node in pointers)
        {
            foreach (string start in pointers)
            {
                long distance = Distance(first, node, start);
                if (distance is > 0 and < LargestObject && distance % NodeAlignment == 0 && group.All(g => Distance(g, node, start) == distance))
                    return (Message.Of("fact.samples.walk", group.Length, RegisterText.Name(first, node), RegisterText.Name(first, start), RegisterText.Hex(distance), stayed), [node, start, .. fixedOnes]);
            }
        }

        if (pointers.Length > 0)
            return (Message.Of("fact.samples.moves", group.Length, string.Join(", ", pointers.Take(MostNamed).Select(r => RegisterText.Name(first, r))), stayed), [.. pointers.Take(MostNamed), .. fixedOnes]);
        return moving.Length == 0 && common.Length > 4 ? (Message.Of("fact.samples.still", group.Length), [.. common.Take(MostNamed)]) : null;
    }

    static Finding Make(Report[] group, Message text, string[] registers, Confidence confidence, string? incident, Func<int, string>? path)
    {
        string[] shown = [.. registers.Take(MostNamed)];
        long[] lines = [.. group.Take(MostNamed).SelectMany(g => shown.Select(r => g.Registers.Lines[r])).Distinct()];
        return new Finding(
            "ST1506", text, confidence, [.. lines.Select(l => (group.FirstOrDefault(g => g.FirstLine <= l && l <= g.LastLine) ?? group[0]).At(l))],
            [CheckCommand.Of(group[0], path?.Invoke(group[0].Input) ?? "FILE", lines)], incident, 63);
    }

    static long Distance(Report report, string node, string start) => unchecked((long)(report.Registers[node]!.Value - report.Registers[start]!.Value));

    static bool IsKernelPointer(ulong value) => value is >= 0xffff_0000_0000_0000 and < 0xffff_ffff_ffff_f000;
}
