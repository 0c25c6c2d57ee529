namespace Stucktrace.Reproduction.Triggers;

/// <summary>By what a program makes the kernel enter a module.</summary>
public enum TriggerWayKind
{
    /// <summary>A system call.</summary>
    SystemCall,

    /// <summary>A file or device of the module.</summary>
    File,

    /// <summary>A packet.</summary>
    Packet,

    /// <summary>Nothing: what the module starts when it is loaded gets there by itself.</summary>
    Load,

    /// <summary>The module's file does not show how: a person has to fill it in.</summary>
    NotDerived,
}
