namespace Stucktrace.Code.Entries;

/// <summary>What a function of the kernel is to this analysis.</summary>
enum KernelFunctionRole : byte
{
    /// <summary>Makes the kernel call functions of the module.</summary>
    Register,
    /// <summary>Gives the address of a symbol by name.</summary>
    Lookup,
    /// <summary>Writes to memory: destination first, then source.</summary>
    Write,
    /// <summary>Changes the protection of memory: address first.</summary>
    Protect,
    /// <summary>Patches code: address first, then the new bytes.</summary>
    Patch,
    /// <summary>Compares two texts.</summary>
    Compare,
    /// <summary>Writes CR0: the value first.</summary>
    WriteControl,
    /// <summary>Makes a folder that files are put into.</summary>
    Folder,
    /// <summary>Asks for the numbers of character devices.</summary>
    Numbers,
}
