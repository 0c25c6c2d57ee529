namespace Stucktrace.Termination;

/// <summary>What the checker says of a certificate.</summary>
/// <param name="IsAccepted">True when the period closes.</param>
/// <param name="Reason">Why not, for people who read certificates; empty when it is accepted.</param>
/// <param name="At">Address of the instruction where it failed, or 0.</param>
public sealed record ProofVerdict(bool IsAccepted, string Reason, ulong At = 0)
{
    /// <summary>The certificate holds.</summary>
    public static ProofVerdict Accepted { get; } = new(true, string.Empty);
}
