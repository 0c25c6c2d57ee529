namespace Stucktrace.Termination.Scenarios;

/// <summary>Whose number is looked for.</summary>
public enum WantedTask
{
    /// <summary>That of a process: its leader has it.</summary>
    Leader,

    /// <summary>That of a thread that is not the leader of its process.</summary>
    OnlyThread,

    /// <summary>The caller's own.</summary>
    Caller,

    /// <summary>No task has it.</summary>
    Nobody,
}
