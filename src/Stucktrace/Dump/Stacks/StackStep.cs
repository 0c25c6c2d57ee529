namespace Stucktrace.Dump.Stacks;

/// <summary>What one step up a stack came to.</summary>
enum StackStep
{
    /// <summary>The method does not apply here.</summary>
    NotApplicable,

    /// <summary>The caller was found.</summary>
    Caller,

    /// <summary>An interrupted context was found.</summary>
    Interrupted,

    /// <summary>The program was found.</summary>
    User,

    /// <summary>The stack ends here.</summary>
    End,

    /// <summary>What is needed is not in the dump.</summary>
    NotInDump,
}
