namespace Stucktrace.Code.Loops;

/// <summary>Why a loop may never end.</summary>
public enum SuspicionKind
{
    /// <summary>A walk begins at an element that need not be on the list, and ends only on meeting that element again.</summary>
    EndsOnlyAtStart,

    /// <summary>No exit compares the cursor with the head, with where it began, or with NULL.</summary>
    NoHeadTest,

    /// <summary>The loop waits for a word that no instruction of the module writes.</summary>
    NobodyWritesWord,

    /// <summary>Nothing that the loop does or reads can change any of its exits.</summary>
    NothingChangesExits,

    /// <summary>There is no exit, and nothing inside sleeps.</summary>
    NoExit,

    /// <summary>Something is tried again without bound and without letting others run.</summary>
    UnboundedRetry,
}
