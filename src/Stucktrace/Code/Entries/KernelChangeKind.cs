namespace Stucktrace.Code.Entries;

/// <summary>What a module does to the kernel beyond what its interfaces are for.</summary>
public enum KernelChangeKind
{
    /// <summary>Writes its function into the system call table.</summary>
    SystemCallReplaced,
    /// <summary>Writes a jump to its function over a function of the kernel.</summary>
    FunctionOverwritten,
    /// <summary>Writes its function into another table or object of the kernel that it looked up.</summary>
    PointerReplaced,
    /// <summary>Writes into kernel memory that it looked up, something that could not be told.</summary>
    MemoryWritten,
    /// <summary>Switches the processor's write protection off (CR0.WP).</summary>
    WriteProtectionOff,
    /// <summary>Makes read-only memory writable, or data executable.</summary>
    MemoryMadeWritable,
    /// <summary>Patches code through the kernel's own function for that.</summary>
    CodePatched,
    /// <summary>Changes the processor's entry into the kernel (LSTAR, the interrupt table).</summary>
    EntryChanged,
    /// <summary>Reads where the processor enters the kernel: a way to find the system call table.</summary>
    EntryRead,
    /// <summary>Looks a symbol of the kernel up by name at run time.</summary>
    SymbolLookup,
}
