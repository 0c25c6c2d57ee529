using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats.IO;

namespace Stucktrace.Attribution.Findings;

/// <summary>What the findings about one incident are made from.</summary>
/// <param name="Case">The incident.</param>
/// <param name="Verdict">Its verdict.</param>
/// <param name="Files">The inputs.</param>
/// <param name="CpuCount">Number of CPUs, where the user gave it.</param>
/// <param name="Importance">Higher for the incident that the answer is about.</param>
/// <param name="Modules">What the module files among the inputs say.</param>
sealed record FindingContext(IncidentCase Case, Verdict Verdict, ImmutableArray<InputFile> Files, int? CpuCount, int Importance, ModuleExamination Modules)
{
    /// <summary>A finding about this incident.</summary>
    internal Finding Make(string id, Formats.Message claim, Confidence confidence, ImmutableArray<Evidence> evidence, int weight, params IEnumerable<string> checks) => new(
        id, claim, confidence, [.. evidence.Distinct()], [.. evidence.Distinct().Take(3).Select(Show).OfType<string>().Concat(checks).Distinct(StringComparer.Ordinal)], Case.Incident.Id, Importance + weight);

    // sed for plain text; a compressed file is unpacked on the way. Quoted so that no name can be taken for anything else.
    string? Show(Evidence evidence)
    {
        if (evidence.Section is not null || evidence.Input < 0 || evidence.Input >= Files.Length)
            return null;
        InputFile file = Files[evidence.Input];
        string path = file.Path;
        if (evidence.Address != 0)
            return CheckCommand.Memory(path, evidence.Address);
        string lines = evidence.LastLine > evidence.Line ? $"{evidence.Line},{evidence.LastLine}p" : $"{evidence.Line}p";
        string quoted = CheckCommand.Quote(path);
        string? unpack = file.KernelLog is not null ? null : Path.GetExtension(path) switch { ".gz" => "zcat", ".xz" => "xzcat", ".zst" => "zstdcat", _ => null };
        return path == "-" ? null : unpack is null ? $"sed -n '{lines}' {CheckCommand.LogWord(file)}" : $"{unpack} {quoted} | sed -n '{lines}'";
    }
}
