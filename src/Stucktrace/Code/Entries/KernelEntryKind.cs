namespace Stucktrace.Code.Entries;

/// <summary>By what the kernel enters a module's function.</summary>
public enum KernelEntryKind
{
    /// <summary>The module is loaded.</summary>
    Load,
    /// <summary>The module is unloaded.</summary>
    Unload,
    /// <summary>A system call that the function replaces.</summary>
    SystemCall,
    /// <summary>A function of the kernel over which a jump is written.</summary>
    OverwrittenFunction,
    /// <summary>A pointer of the kernel that the module replaces.</summary>
    ReplacedPointer,
    /// <summary>A kprobe or kretprobe.</summary>
    Probe,
    /// <summary>A function that ftrace leads elsewhere, or a tracepoint.</summary>
    Tracing,
    /// <summary>A security module's hook.</summary>
    Security,
    /// <summary>A netfilter hook, a protocol or a packet handler.</summary>
    Network,
    /// <summary>A notifier.</summary>
    Notifier,
    /// <summary>A timer.</summary>
    Timer,
    /// <summary>Deferred work, a tasklet, an RCU callback.</summary>
    DeferredWork,
    /// <summary>An interrupt.</summary>
    Interrupt,
    /// <summary>A kernel thread.</summary>
    Thread,
    /// <summary>A device or file that programs open: character device, misc, proc, debugfs, sysfs.</summary>
    File,
    /// <summary>Netlink messages.</summary>
    Netlink,
    /// <summary>A driver of a bus.</summary>
    Driver,
    /// <summary>Another registration.</summary>
    Registration,
    /// <summary>A module parameter that is set or read.</summary>
    Parameter,
    /// <summary>Another module calls an export.</summary>
    Export,
    /// <summary>A table of functions in the module's data; what uses the table was not seen.</summary>
    Table,
}
