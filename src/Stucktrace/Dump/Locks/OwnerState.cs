namespace Stucktrace.Dump.Locks;

/// <summary>What is known of a lock's owner.</summary>
public enum OwnerState
{
    /// <summary>This kind of lock keeps no owner, or it can't be read.</summary>
    Unknown,

    /// <summary>Nobody owns it.</summary>
    Nobody,

    /// <summary>A task that lives.</summary>
    Alive,

    /// <summary>A task that has exited and whose task_struct is still there (a zombie): nobody will ever unlock it.</summary>
    Exited,

    /// <summary>The address of a task that no list has: it has exited and its memory was given back.</summary>
    Gone,
}
