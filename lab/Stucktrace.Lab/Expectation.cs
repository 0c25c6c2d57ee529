using Stucktrace.Attribution;

namespace Stucktrace.Lab;

/// <summary>What a diagnosis of one set of inputs must say.</summary>
/// <param name="Classes">Classes that are right; with fewer inputs more of them are.</param>
/// <param name="Least">Confidence that the evidence carries: less is not wrong, and not good.</param>
/// <param name="Most">Confidence beyond which it claims more than it can know.</param>
sealed record Expectation(IReadOnlyList<FailureClass> Classes, Confidence Least, Confidence Most);
