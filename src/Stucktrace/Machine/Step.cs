namespace Stucktrace.Machine;

/// <summary>What an instruction did to the flow of control.</summary>
/// <typeparam name="TValue">One value.</typeparam>
/// <param name="Kind">Where it goes.</param>
/// <param name="Condition">For a branch: 1 when it is taken.</param>
/// <param name="Target">Where a branch, jump, call or return leads.</param>
public readonly record struct Step<TValue>(StepKind Kind, TValue Condition, TValue Target);
