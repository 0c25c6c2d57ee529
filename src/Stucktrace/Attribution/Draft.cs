using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Attribution;

/// <summary>What a rule says of an incident, before suspects, cleared names and confidence across incidents are added.</summary>
/// <param name="Culprit">Who is to blame.</param>
/// <param name="Class">What kind of failure.</param>
/// <param name="Confidence">How sure, from this incident alone.</param>
/// <param name="What">The clause that says what happened and where.</param>
/// <param name="Evidence">What that rests on.</param>
sealed record Draft(Culprit Culprit, FailureClass Class, Confidence Confidence, Message What, ImmutableArray<Evidence> Evidence);
