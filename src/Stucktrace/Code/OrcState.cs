namespace Stucktrace.Code;

/// <summary>The stack at an address, as far as it tells whether a function may begin there.</summary>
enum OrcState : byte
{
    /// <summary>No frame is known: padding, or code that the kernel's checker did not follow.</summary>
    Undefined,

    /// <summary>Nothing is on the stack but the return address.</summary>
    Entry,

    /// <summary>Something else: registers were saved.</summary>
    Inside,
}
