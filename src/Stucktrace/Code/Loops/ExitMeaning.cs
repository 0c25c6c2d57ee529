namespace Stucktrace.Code.Loops;

/// <summary>What has to be so for an exit to be taken.</summary>
public enum ExitMeaning
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>The condition is not understood.</summary>
    NotUnderstood,

    /// <summary>The cursor is back where the walk began.</summary>
    CursorIsStart,

    /// <summary>The cursor is the head of the list.</summary>
    CursorIsHead,

    /// <summary>The cursor is NULL.</summary>
    CursorIsNull,

    /// <summary>The cursor is another pointer.</summary>
    CursorIsOther,

    /// <summary>A field of the cursor's object equals an argument of the function.</summary>
    FieldEqualsArgument,

    /// <summary>A field of the cursor's object has, or has not, a certain value.</summary>
    FieldHasValue,

    /// <summary>A counter has reached its bound.</summary>
    CounterDone,

    /// <summary>A word of memory that does not depend on the round has a certain value.</summary>
    MemoryWord,

    /// <summary>A called function says so.</summary>
    CallSaysSo,

    /// <summary>An atomic exchange succeeded, or found what it waited for.</summary>
    ExchangeSucceeded,

    /// <summary>A clock has passed a point in time.</summary>
    TimeIsUp,

    /// <summary>Nothing decides it: it is always, or never, taken.</summary>
    Constant,
}
