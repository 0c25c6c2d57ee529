namespace Stucktrace.Incidents;

/// <summary>A module in a report's list.</summary>
/// <param name="Name">Name.</param>
/// <param name="Flags">Letters in its brackets without them, <c>POE</c>, <c>U</c>, <c>P|U</c> for EL6's <c>(P)(U)</c>; empty when none.</param>
/// <param name="ThirdParty">True when the flags say, by the rules of that kernel's era, that it is not part of the kernel's own build: proprietary, out of tree, unsigned or force-loaded.</param>
/// <param name="Line">Line in the input.</param>
public readonly record struct ModuleEntry(string Name, string Flags, bool ThirdParty, long Line);
