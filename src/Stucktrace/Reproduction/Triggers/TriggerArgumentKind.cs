namespace Stucktrace.Reproduction.Triggers;

/// <summary>What a program passes as an argument.</summary>
public enum TriggerArgumentKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A pid, as the scenario asks for.</summary>
    Pid,

    /// <summary>The path of a file that exists and does no harm.</summary>
    Path,

    /// <summary>The path of a file that does not exist.</summary>
    MissingPath,

    /// <summary>Address of some memory of the program's own.</summary>
    Buffer,

    /// <summary>Size of that memory.</summary>
    Size,

    /// <summary>A file descriptor of /dev/zero or /dev/null.</summary>
    File,
}
