namespace Stucktrace.Reporting.View;

/// <summary>A piece of evidence on the first screen: an input with how its identity was checked, or one that is missing with what it would add.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Kind">What it is: kernel log, module, memory dump.</param>
/// <param name="Name">Its name, or empty where it is missing.</param>
/// <param name="Text">What it gives, or would give.</param>
public sealed record EvidenceItem(EvidenceState State, string Kind, string Name, string Text);
