namespace Stucktrace.Machine.Symbolic;

/// <summary>Bounds on formulas; beyond them a value is said to be unknown.</summary>
static class ExpressionLimits
{
    /// <summary>Deepest formula.</summary>
    internal const int MaxDepth = 40;

    /// <summary>Longest formula that is written out, in characters.</summary>
    internal const int MaxText = 400;
}
