using System.Collections.Immutable;

namespace Stucktrace.Reporting.View;

/// <summary>A report that follows from the cause.</summary>
/// <param name="Event">The report.</param>
/// <param name="Why">Why it follows.</param>
/// <param name="Evidence">What that rests on.</param>
public sealed record ChainLink(EventView Event, string Why, ImmutableArray<Quotation> Evidence);
