using Stucktrace.Attribution;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>What a diagnosis says that is to be provoked; each part may be missing.</summary>
/// <param name="Class">The class of the failure.</param>
/// <param name="Function">Function of the module.</param>
/// <param name="LoopIdentity">Identity of the loop.</param>
public sealed record PlanFocus(FailureClass Class = FailureClass.Unknown, string? Function = null, string? LoopIdentity = null)
{
    /// <summary>Nothing is known: whatever the module has is provoked.</summary>
    public static PlanFocus Anything { get; } = new();
}
