namespace Stucktrace;

/// <summary>What came of a reproduction. The JSON name is the member's name in kebab-case.</summary>
public enum ReproductionOutcome
{
    /// <summary>The recipe was written; nothing was run.</summary>
    Written,

    /// <summary>Nothing was found in the module that could be provoked.</summary>
    NothingToProvoke,

    /// <summary>The same failure happened, and in no control.</summary>
    Reproduced,

    /// <summary>A failure of the same kind happened, and in no control: on another kernel, or with another build, more can not be said.</summary>
    SameKind,

    /// <summary>Another failure happened.</summary>
    Different,

    /// <summary>Nothing happened.</summary>
    DidNotHappen,

    /// <summary>It happened in a control too: that proves nothing.</summary>
    HappenedInControl,

    /// <summary>It could not be run; the messages say why.</summary>
    Failed,
}
