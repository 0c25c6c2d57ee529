
namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>One step of a chain of calls that the module's code confirms: what ran, and the call that led to it.</summary>
/// <param name="Frame">Index of the caller's frame in its report.</param>
/// <param name="Module">The caller's module.</param>
/// <param name="Site">The call that stands before the frame's address.</param>
/// <param name="Callee">Name of the function that it led to.</param>
/// <param name="Slot">Where the return address lies, from the stack pointer, computed from the code of what ran; null when it could not be.</param>
/// <param name="Confirmed">True when the call names that very function (or one that ends in a jump to it), or the slot holds that very address; false for a call through a pointer, which may lead anywhere.</param>
public sealed record ChainLink(int Frame, ExaminedModule Module, CallSite Site, string Callee, int? Slot, bool Confirmed)
{
    /// <summary>Where what it called left the module by a jump, so that no frame shows it; null when a frame does, or when the code leaves several ways open.</summary>
    public TailExit? Exit { get; init; }
}
