using Stucktrace.Termination;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reporting.Modules;

/// <summary>The sentences about a proof that every output has.</summary>
static class ProofSentences
{
    /// <summary>What the checker accepted.</summary>
    internal static string Accepted(this Language language, Certificate proof) =>
        language.Say("end.proof.accepted", proof.Registers.Length, proof.Frozen.Length, proof.Code.Length, proof.Steps, proof.Rounds);

    /// <summary>What would set it free, and who can do that.</summary>
    internal static string Released(this Language language, Release release) => language.Say("end.proof.release", release.What, release.Who);
}
