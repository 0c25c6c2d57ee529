namespace Stucktrace.Code;

/// <summary>What the module's tables say of an instruction's address.</summary>
[Flags]
enum SiteMarks : byte
{
    None = 0,

    /// <summary>A function begins here.</summary>
    Entry = 1,

    /// <summary>The kernel patches a jump in or out here.</summary>
    Patched = 2,

    /// <summary>A trap that reports a warning and goes on.</summary>
    Warning = 4,

    /// <summary>A fault here goes on at a fixup.</summary>
    MayFault = 8,
}
