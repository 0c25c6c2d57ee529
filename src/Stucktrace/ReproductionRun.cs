using Stucktrace.Formats;
using Stucktrace.Reproduction.Machines;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace;

/// <summary>One run of a virtual machine, and what was found in what it left behind.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Mode">Mode of the trigger.</param>
/// <param name="IsControl">Whether the failure must not happen.</param>
/// <param name="Machine">What became of the machine.</param>
public sealed record ReproductionRun(string Name, TriggerMode Mode, bool IsControl, MachineRun Machine)
{
    /// <summary>The diagnosis of its log and dump; null when the run failed.</summary>
    public DiagnosisResult? Diagnosis { get; init; }

    /// <summary>Whether it is what was to be reproduced; null for a control, and when nothing happened.</summary>
    public ReproductionJudgement? Judgement { get; init; }

    /// <summary>What came of it, in one sentence.</summary>
    public required Message Result { get; init; }

    /// <summary>Whether it came back and nothing was reported: what a control has to do. A run whose time was up did neither.</summary>
    public bool IsClean => Machine.End == MachineEnd.Finished && !HasFailure;

    /// <summary>Whether its log or dump shows a failure, or it stopped answering.</summary>
    public bool HasFailure => Machine.End is MachineEnd.Silent || Diagnosis?.Verdict.Incident is not null;
}
