namespace Stucktrace.Reproduction.Triggers;

/// <summary>What a program does with a file of a module to get into the function.</summary>
public enum FileOperation
{
    /// <summary>Opens and closes it.</summary>
    Open,

    /// <summary>Reads from it.</summary>
    Read,

    /// <summary>Writes to it.</summary>
    Write,

    /// <summary>Calls ioctl(2) on it.</summary>
    Control,

    /// <summary>Moves its position.</summary>
    Seek,

    /// <summary>Asks whether it is ready.</summary>
    Poll,

    /// <summary>Maps it.</summary>
    Map,

    /// <summary>Lists it.</summary>
    List,
}
