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

    /// <summary>The case holds no log of the failure: what the module's code predicts happened, and in no control.</summary>
    AsPredicted,

    /// <summary>A failure of the same kind happened, and in no control: on another kernel, or with another build, more can not be said.</summary>
    SameKind,

    /// <summary>Another failure happened.</summary>
    Different,

    /// <summary>Nothing happened.</summary>
    DidNotHappen,

    /// <summary>It happened in a control too: that proves nothing.</summary>
    HappenedInControl,

    /// <summary>The user stopped it.</summary>
    Interrupted,

    /// <summary>The folder could not be written.</summary>
    NotWritten,

    /// <summary>It could not be run; the messages say why.</summary>
    Failed,
}
