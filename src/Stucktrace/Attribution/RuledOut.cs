using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Attribution;

/// <summary>Another explanation that was looked for: hardware errors, a slow console, a starved virtual machine…</summary>
/// <param name="Id">Name of the explanation in kebab-case.</param>
/// <param name="CanTell">False when this input cannot tell.</param>
/// <param name="Seen">True when signs of it were seen (then it is not ruled out).</param>
/// <param name="Text">What was looked for and what was found.</param>
/// <param name="Evidence">Signs seen.</param>
public sealed record RuledOut(string Id, bool CanTell, bool Seen, Message Text, ImmutableArray<Evidence> Evidence);
