namespace Stucktrace.Reporting.View;

/// <summary>What a step of the advice rests on.</summary>
public enum AdviceGround
{
    /// <summary>On nothing of this case: it helps with failures of this kind on any machine.</summary>
    General,

    /// <summary>On what was executed and checked.</summary>
    Proof,

    /// <summary>On findings of this case.</summary>
    Findings,

    /// <summary>On the version of the kernel alone.</summary>
    Kernel,

    /// <summary>On an input that is missing.</summary>
    Missing,
}
