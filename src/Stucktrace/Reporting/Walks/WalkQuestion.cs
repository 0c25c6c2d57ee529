namespace Stucktrace.Reporting.Walks;

/// <summary>What a conditional branch of a walk asks: the sentence is "NAME RELATION OTHER" on the way that leaves the loop.</summary>
/// <param name="Name">What is looked at: <c>pid</c>, <c>%rax</c>.</param>
/// <param name="Relation">Relation that has to hold to leave: <c>=</c>.</param>
/// <param name="IsRight">Whether what is looked at is the second operand of the comparison.</param>
/// <param name="IsSigned">Whether the numbers are signed.</param>
/// <param name="TakenLeaves">Whether the branch is taken to leave.</param>
/// <param name="IsExit">Whether it is known to lead out of the loop; else only that the other way was not taken.</param>
public sealed record WalkQuestion(string Name, string Relation, bool IsRight, bool IsSigned, bool TakenLeaves, bool IsExit);
