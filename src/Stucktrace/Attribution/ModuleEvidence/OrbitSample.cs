using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>One report of a stall, held against what the code of its loop predicts.</summary>
/// <param name="Report">The report.</param>
/// <param name="Registers">What its registers mean at its place in the loop.</param>
/// <param name="Wrong">What does not lie where the code says that it has to, or null.</param>
/// <param name="Evidence">The lines.</param>
public sealed record OrbitSample(Report Report, ImmutableArray<RegisterMeaning> Registers, Message? Wrong, ImmutableArray<Evidence> Evidence);
