using System.Collections.Immutable;

namespace Stucktrace.Reporting.View;

/// <summary>A statement about somebody or something with what it rests on: a reason, a name cleared, an explanation ruled out.</summary>
/// <param name="Name">Whom or what it is about; empty for a plain reason.</param>
/// <param name="Text">The statement.</param>
/// <param name="Evidence">What it rests on.</param>
public sealed record ReasonView(string Name, string Text, ImmutableArray<Quotation> Evidence);
