namespace Stucktrace;

/// <summary>What the failure in a virtual machine is held against. The JSON name is the member's name in kebab-case.</summary>
public enum JudgementBasis
{
    /// <summary>The failure of the case, with the very module.</summary>
    Case,

    /// <summary>The failure of the case, with another module that has its bug: names, addresses and offsets say nothing then.</summary>
    CaseByStandIn,

    /// <summary>What the module's code predicts: the case holds no log and no dump of the failure.</summary>
    Code,

    /// <summary>What the module's code predicts, with another module that has its bug.</summary>
    CodeByStandIn,
}
