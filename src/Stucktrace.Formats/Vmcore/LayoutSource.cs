namespace Stucktrace.Formats.Vmcore;

/// <summary>How the place of a field came to be known; the evidence behind every value that is read there. From the surest to the least sure.</summary>
public enum LayoutSource
{
    /// <summary>The kernel's own BTF in the dump's memory.</summary>
    BtfInDump,

    /// <summary>The offset stands in the dump's vmcoreinfo.</summary>
    VmcoreInfo,

    /// <summary>A symbol file that the user gave, of the same build.</summary>
    SymbolFile,

    /// <summary>A module file built for this kernel (.gnu.linkonce.this_module).</summary>
    ModuleFile,

    /// <summary>Read out of the kernel's instructions in the dump.</summary>
    KernelCode,

    /// <summary>The only offset for which the data make sense, checked on many objects.</summary>
    Validated,

    /// <summary>The same in every kernel whose source was read.</summary>
    StablePrefix,
}
