using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore.Extract;

namespace Stucktrace;

/// <summary>What a caller may set for a diagnosis.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>Bounds on reading.</summary>
    public ReadLimits Limits { get; init; } = ReadLimits.Default;

    /// <summary>Number of CPUs of the machine, where the user knows it; checks the arithmetic of load against CPU use.</summary>
    public int? CpuCount { get; init; }

    /// <summary>Whether to hash the inputs (costs a second pass over large files).</summary>
    public bool HashInputs { get; init; }

    /// <summary>Remembers what is read of a dump, to write an extract; null when none is wanted.</summary>
    public ExtractRecorder? Recorder { get; init; }

    /// <summary>Told now and then how far reading has come; null for silence.</summary>
    public IProgress<DiagnosisProgress>? Progress { get; init; }

    /// <summary>Told which step begins; null for silence.</summary>
    public IProgress<DiagnosisStage>? Stages { get; init; }
}
