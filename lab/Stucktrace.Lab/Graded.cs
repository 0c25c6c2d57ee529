namespace Stucktrace.Lab;

/// <summary>A diagnosis beside what was expected of it.</summary>
/// <param name="Grade">How it did.</param>
/// <param name="Said">What it said: class, confidence, module and function.</param>
/// <param name="Why">What is not as expected; empty when it is right.</param>
sealed record Graded(Grade Grade, string Said, string Why);
