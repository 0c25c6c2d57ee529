namespace Stucktrace.Code;

/// <summary>Kinds of symbols that control flow has to know.</summary>
public enum KernelThunkKind
{
    /// <summary>An ordinary function or datum.</summary>
    None,

    /// <summary>A jump to it is a return.</summary>
    Return,

    /// <summary>A call or jump to it goes to where a register points.</summary>
    Indirect,

    /// <summary>The function tracer's hook at the begin of functions; the loader makes it a no-op.</summary>
    EntryHook,

    /// <summary>A call to it never returns.</summary>
    NoReturn,
}
